import { log } from '#common/log.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';

export interface TakeBackNeeds {
  readonly deliveries: Pick<Deliveries, 'get' | 'drop'>;
  readonly now: () => Date;
}

/** Looks at a delivery whose sender comes and goes. */
const LOOKS = 3;

/**
 * Drops a report that has nothing to tell any more, if it was not sent. Answers the report when it may have arrived, and has to be taken back; undefined
 * when nothing is left to be done.
 *
 * @throws when its sender took it up and put it back every time it was looked at
 */
export async function takeBack(
  needs: TakeBackNeeds,
  tenant: string,
  deliveryId: string,
  why: string,
): Promise<Delivery | undefined> {
  for (let look = 1; look <= LOOKS; look++) {
    const row = await needs.deliveries.get(tenant, deliveryId);
    if (row === undefined || row.state === 'cancelled') return undefined;
    if (mayHaveArrived(row)) return row;
    // Its sender may take it up meanwhile: then it is looked at again.
    if ((await needs.deliveries.drop(row, why, needs.now())) === 'overtaken') continue;
    log('delivery-changed', { tenant, deliveryId, state: 'cancelled', by: 'seriate' });
    return undefined;
  }
  throw new Error(`delivery ${deliveryId} was in other hands ${LOOKS} times`);
}

/** The report, if what it tells has to be taken back. One that is of other packs too is told first: now, or when a person has it sent again. */
export async function takeBackOf(
  needs: TakeBackNeeds,
  { tenant, deliveryId }: Delivery,
  isWhole: boolean,
  why: string,
): Promise<Delivery | undefined> {
  if (isWhole) return takeBack(needs, tenant, deliveryId, why);
  const row = await needs.deliveries.get(tenant, deliveryId);
  return row?.state === 'cancelled' ? undefined : row;
}

/** While a sender has it, nobody knows. What a regulator refused did not move anything. */
export const mayHaveArrived = ({ state, uncertain }: Delivery) => uncertain || arrived.includes(state);
const arrived: readonly DeliveryState[] = [
  'sent',
  'acknowledged',
  'partially-accepted',
  'delivered',
  'corrected',
  'closed',
];
