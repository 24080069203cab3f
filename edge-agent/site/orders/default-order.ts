import type { NewOrder } from '#shared/messages/site-api.ts';
import type { Batches } from '../../store/batches.ts';
import type { Product } from './settings.ts';

export interface DefaultNeeds {
  readonly batches: Pick<Batches, 'lastOf'>;
  readonly products: readonly Product[];
}

/** What an order of a product is most likely to say, lot by lot the same: by the site's settings, and else as the last one here did. */
export function defaultOrder({ batches, products }: DefaultNeeds, gtin: string): Partial<NewOrder> {
  const product = products.find((one) => one.gtin === gtin);
  const last = batches.lastOf(gtin)?.order;
  if (last === undefined) return { ...product };
  const { owner, line, pool, ssccPool, companyPrefix, unitsPerCase, casesPerPallet, sampleEvery, market } = last;
  // The market is that of the pool.
  const sameMarket = market !== undefined && (product?.pool ?? pool) === pool ? { market } : {};
  const before = { owner, line, pool, ssccPool, companyPrefix, unitsPerCase, casesPerPallet, sampleEvery };
  return { ...before, ...sameMarket, ...product };
}
