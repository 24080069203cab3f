import { isOpen, isOver } from '#shared/delivery/standing.ts';
import { takenUpUntil, warningAt, watchedFrom } from './delivery-due.ts';
import type { Delivery } from './delivery-row.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** How soon `sweep` looks again at what is open, whose own time was moved to the warning. */
const AGAIN_MS = 60_000;

/**
 * Notes that people are called because a delivery comes near its deadline and is not done: true for the one who has to call them, and never twice.
 *
 * @param found as it was read just now
 */
export async function warnLate(here: DeliveriesHere, found: Delivery, at: Date): Promise<boolean> {
  const warning = warningAt(found);
  if (warning === undefined || isOver(found.state) || warning > at.getTime()) return false;
  const warned = { ...found, warnedAt: at.toISOString() };
  const again = takenUpUntil(warned, new Date(at.getTime() + AGAIN_MS));
  const next = isOpen(found.state) ? again : watchedFrom(found.state, warned);
  const changes = { warnedAt: warned.warnedAt, duePk: next.duePk, dueAt: next.dueAt, wake: next.wake };
  // Two messages may come at once: one of them calls. A state that moved meanwhile has set its own time, and is looked at by that.
  const condition = 'attribute_not_exists(warnedAt) AND #state = :seen';
  const values = { ':seen': found.state };
  return (await updateDelivery(here, found, changes, { condition, values, names: ['state'] })) === 'done';
}
