import { stillWaitedFor } from './still-waited-for.ts';
import type { Deliveries } from './store/deliveries.ts';
import type { Delivery } from './store/delivery-row.ts';

/**
 * Ids of those that wait for a delivery and are woken by it, now that it is acknowledged: what waits for many is woken once, by the last of them, for a level of packing
 * may have a thousand reports, and so may the one above.
 *
 * Each is settled before it looks at the others, and reads them consistently: of two that end at once the later one sees both.
 */
export async function woken(
  { get }: Pick<Deliveries, 'get'>,
  { tenant, deliveryId, before }: Pick<Delivery, 'tenant' | 'deliveryId' | 'before'>,
): Promise<string[]> {
  const ready: string[] = [];
  const asked = new Set(before);
  for (const id of asked) {
    const { after = [] } = (await get(tenant, id)) ?? {};
    const open = await openAmong(get, tenant, others(after, deliveryId), id);
    if (open === undefined) ready.push(id);
    // What waits for the open one, too, is woken by that.
    else for (const other of open.before) asked.delete(other);
  }
  return ready;
}

/** Those that follow first: reports go in about that order, so that the next one is still on its way. */
function others(after: readonly string[], own: string): string[] {
  const place = after.indexOf(own);
  return [...after.slice(place + 1), ...after.slice(0, Math.max(place, 0))];
}

/** One that is waited for and will wake what waits for it. */
async function openAmong(get: Deliveries['get'], tenant: string, ids: readonly string[], waiting: string) {
  for (const id of ids) {
    const row = await get(tenant, id);
    if (row !== undefined && stillWaitedFor(row) && row.before.includes(waiting)) return row;
  }
  return undefined;
}
