import { orRefuse } from '#common/refused.ts';
import type { Postponed } from '#common/run-delivery.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import { isOpen } from '#shared/delivery/standing.ts';
import { refuse } from '#shared/refusal.ts';

/** How often to look whether an earlier document arrived, in seconds. */
const LOOK_AGAIN = 60;

/**
 * What takes something back goes after it: `undefined` when it may go.
 *
 * @throws Refused when the partner never got what it would take back
 */
export async function follows(
  deliveries: Pick<Deliveries, 'get'>,
  { tenant, after = [] }: Delivery,
): Promise<Postponed | undefined> {
  if (after.length === 0) return undefined;
  const found = await Promise.all(after.map((id) => deliveries.get(tenant, id)));
  // What is gone after 400 days was told, or this would not have been planned.
  const rows = found.filter((row) => row !== undefined);
  const open = rows.find(({ state }) => isOpen(state) || state === 'held');
  if (open !== undefined)
    return { postponed: `waits for delivery ${open.deliveryId}, which is ${open.state}`, wait: LOOK_AGAIN };
  const isTold = rows.length < after.length || rows.some(({ state, uncertain }) => state === 'delivered' || uncertain);
  if (!isTold)
    orRefuse(
      refuse('conflict', 'the partner was never told what this takes back', {
        remedy: 'cancel the delivery: POST /api/deliveries/{deliveryId}/cancel',
      }),
    );
  return undefined;
}
