import type { Recall } from '#shared/messages/recalls-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { announced } from '../announce.ts';

type LotKind = 'lot.ordered' | 'lot.begun' | 'lot.closed' | 'lot.released';

const states = {
  'lot.ordered': 'assigned',
  'lot.begun': 'running',
  'lot.closed': 'reported',
  'lot.released': 'released',
};

/** The row that tells integrators what became of a lot, for the transaction in which it does. @param once see {@link announced} */
export function lotAnnounced(
  table: string,
  tenant: string,
  kind: LotKind,
  { gtin, lot, order, site, market }: Pick<Order, 'gtin' | 'lot' | 'order' | 'site' | 'market'>,
  at: string,
  once = at,
) {
  const data = { gtin, lot, order, site, ...(market !== undefined && { market }), state: states[kind] };
  return announced(table, tenant, { kind, subject: `lot ${gtin} ${lot}`, at, once, data });
}

/** The same of a recall. The packs of one that lists them are not told. */
export function recallAnnounced(
  table: string,
  tenant: string,
  kind: 'lot.recalled' | 'lot.recall-lifted',
  { recall, gtin, of, level }: Recall,
  at: string,
) {
  const data = { recall, gtin, level, ...(of.kind === 'lot' && { lot: of.lot }) };
  return announced(table, tenant, { kind, subject: `recall ${recall}`, at, data });
}
