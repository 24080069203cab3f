import type { Lot } from '../messages/lots-api.ts';
import type { OrderView } from '../messages/orders-api.ts';
import { contentOf, newestOf, revisionsOf, waitsForSite } from './revisions.ts';

/**
 * An order as its site is to run it: by its newest revision until the site has reported the lot or given it up, whatever the site has said
 * of it. A number of a revision stands for one content at all times, so a site that asks again finds what it found.
 */
export function orderView(lot: Lot): OrderView & Lot {
  const { revisions: _, ...all } = lot;
  const { manufactured, bulkLot, ...rest } = all;
  const newest = revisionsOf(lot).at(-1);
  const content = contentOf(newest !== undefined && lot.state === 'assigned' ? newest : lot);
  const { at, by = '', reason = '' } = newest ?? {};
  return {
    ...rest,
    ...content,
    revision: newestOf(lot),
    runs: lot.runs ?? 1,
    waits: waitsForSite(lot),
    ...(newest?.cancel === true && at !== undefined && { cancel: { at, by, reason } }),
  };
}
