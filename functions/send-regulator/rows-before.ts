import type { Postponed } from '#common/run-delivery.ts';
import { chunksOf, inLanes } from '#common/store/batches.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { waitsForEach } from './told-rows.ts';

interface Needs {
  readonly deliveries: Pick<Deliveries, 'get'>;
}

/** Looked at together where one may end the look: a level of packing may have a thousand reports. */
const AT_ONCE = 10;

/** All that a report names as what it waits for. */
export async function rowsBefore({ deliveries }: Needs, { tenant, after = [] }: Delivery): Promise<Delivery[]> {
  const rows = await inLanes(after, (id) => deliveries.get(tenant, id));
  return rows.filter((row) => row !== undefined);
}

/** Waits for each of them. The first that is open ends the look. */
export async function waitsForBefore(needs: Needs, delivery: Delivery): Promise<Postponed | undefined> {
  for (const some of chunksOf(delivery.after ?? [], AT_ONCE)) {
    const open = waitsForEach(await rowsBefore(needs, { ...delivery, after: some }));
    if (open !== undefined) return open;
  }
  return undefined;
}
