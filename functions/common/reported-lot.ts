import { refuse } from '#shared/refusal.ts';
import type { ReportedLot, ReportedProduct } from '#shared/regimes/reported.ts';
import { orRefuse } from './refused.ts';
import type { Lot, Lots } from './store/lots.ts';
import type { Registry } from './store/registry.ts';

export interface ReportedLotNeeds {
  readonly registry: Pick<Registry, 'product' | 'productVersion'>;
  readonly lots: Pick<Lots, 'get'>;
}

/**
 * A lot with its product, in the version that the lot was ordered with: what is true of the product now may be for later lots, and a batch is bound
 * to one version (EU Hub 1.14).
 *
 * @throws Refused when there is no such lot or product
 */
export async function reportedLot(
  { registry, lots }: ReportedLotNeeds,
  tenant: string,
  { gtin, lot }: { readonly gtin: string; readonly lot: string },
): Promise<{ readonly product: ReportedProduct; readonly lot: ReportedLot; readonly row: Lot }> {
  const row = orRefuse((await lots.get(tenant, gtin, lot)) ?? refuse('not-found', `no lot ${lot} of ${gtin}`));
  const { expiry, productVersion } = row;
  const found =
    productVersion === undefined
      ? await registry.product(tenant, gtin)
      : await registry.productVersion(tenant, gtin, productVersion);
  const product = orRefuse(found ?? refuse('not-found', `no product ${gtin}`));
  return { product, lot: { lot, expiry }, row };
}
