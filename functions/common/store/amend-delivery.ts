import { isHeldForFacts, missingFacts, waitsForFacts } from '#common/missing-facts.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { dueFrom, watchedFrom } from './delivery-due.ts';
import type { Delivery, NewDelivery } from './delivery-row.ts';
import { asSeen } from './hold-deliveries.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** Looks at a delivery whose sender comes and goes. */
const LOOKS = 3;

const amendable: readonly DeliveryState[] = ['due', 'held', 'rejected', 'parked'];

type Get = (tenant: string, deliveryId: string) => Promise<Delivery | undefined>;

/**
 * Has a delivery that is still to be written as a message want the facts, and name the lots, that its plan says by now: what is in its goods may be captured after it
 * was planned. Facts that were given stand. One that was written tells what was known then, and stays, unless it was refused.
 *
 * Its sender may take it up, or a person decide on it, between the look and the change: then it is looked at again, and is written by then or not.
 *
 * @throws when it was in other hands every time: whoever plans does it again
 */
export async function amendDelivery(here: DeliveriesHere, get: Get, planned: NewDelivery, at: Date): Promise<void> {
  const { tenant, deliveryId } = planned;
  for (let look = 1; look <= LOOKS; look++) {
    const row = await get(tenant, deliveryId);
    if (row?.report === undefined || isToldAsItIs(row) || !amendable.includes(row.state)) return;
    const { wants, lots } = planned.report ?? {};
    if (isSame(row.report.wants, wants) && isSame(row.report.lots, lots)) return;
    const { wants: _, lots: __, ...rest } = row.report;
    const report = { ...rest, ...(wants && { wants }), ...(lots && { lots }) };
    const changes = { report, ...holdOf(row, { ...row, report }, at), updatedAt: at.toISOString() };
    if ((await updateDelivery(here, row, changes, asSeen(row))) === 'done') return;
  }
  throw new Error(`delivery ${deliveryId} was in other hands ${LOOKS} times`);
}

/** It is on its way as it was written. What was refused is written anew. */
const isToldAsItIs = ({ frozen, state, anew }: Delivery) => frozen !== undefined && state !== 'rejected' && !anew;

const isSame = (one: unknown = [], other: unknown = []) => JSON.stringify(one) === JSON.stringify(other);

/** What it wants newly keeps it back, what it wants no more does not. Whatever a person, or a rule, keeps it back for stands. */
function holdOf(before: Delivery, after: Delivery, at: Date) {
  const missing = missingFacts(after);
  const reason = waitsForFacts(missing);
  if (before.state === 'due' && missing.length > 0 && missingFacts(before).length === 0)
    return {
      state: 'held',
      held: { by: 'seriate', at: at.toISOString(), reason },
      turn: undefined,
      ...watchedFrom('held', before),
    };
  if (before.state !== 'held' || !isHeldForFacts(before)) return {};
  return missing.length > 0
    ? { held: { ...before.held, reason } }
    : { state: 'due', held: undefined, ...dueFrom(before, at) };
}
