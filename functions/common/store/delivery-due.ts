import { type DeliveryState, isOver } from '#shared/delivery/standing.ts';
import { type Delivery, queueOf } from './delivery-row.ts';
import { due, waitsPartition, watchedPartition } from './due.ts';

type Due = Pick<Delivery, 'tenant' | 'deliveryId' | 'kind'> & Partial<Pick<Delivery, 'deadline' | 'warnedAt'>>;

/** How long after a delivery is due `sweep` wakes it, when the message that should have done so was lost. */
const GRACE_MS = 30_000;
/** How long before a deadline people are called: time enough to find out what is wrong and to mend it. */
const WARN_MS = 2 * 3_600_000;

const never = { duePk: undefined, dueAt: undefined, wake: undefined };
/** After every deadline. */
const NO_DEADLINE = '9999-12-31T23:59:59.999Z';
const wokenAt = (delivery: Due, at: number) =>
  due(delivery.tenant, new Date(at), queueOf(delivery), {
    tenant: delivery.tenant,
    deliveryId: delivery.deliveryId,
  });

/** When people are to be called because a delivery comes near its deadline, milliseconds since 1970; `undefined` when they were, or need not be. */
export const warningAt = ({ deadline, warnedAt }: Pick<Due, 'deadline' | 'warnedAt'>): number | undefined =>
  deadline === undefined || warnedAt !== undefined ? undefined : Date.parse(deadline) - WARN_MS;

/** When a delivery may be taken up, and when `sweep` looks after it: when that is late, or its deadline is near. */
export function dueFrom(delivery: Due, from: Date) {
  const late = from.getTime() + GRACE_MS;
  return { notBefore: from.toISOString(), ...wokenAt(delivery, Math.min(late, warningAt(delivery) ?? late)) };
}

/** While a sender has it; after that `sweep` looks what became of it. */
export const takenUpUntil = (delivery: Due, end: Date) => wokenAt(delivery, end.getTime());

/** What goes on no more by itself is looked at once more when its deadline is near: unless it is done, a person still has to see to it. */
export function watchedFrom(state: DeliveryState, delivery: Due) {
  const warning = isOver(state) ? undefined : warningAt(delivery);
  if (warning !== undefined)
    return { notBefore: undefined, ...wokenAt(delivery, warning), duePk: watchedPartition(delivery.tenant) };
  return { notBefore: undefined, ...(isOver(state) ? never : waitsForPerson(delivery)) };
}

/** Nothing wakes it. It stands in the index all the same, by its deadline, in a partition that no `sweep` reads: so that what waits for people is counted without reading all there ever was. */
const waitsForPerson = ({ tenant, deadline = NO_DEADLINE }: Due) => ({
  duePk: waitsPartition(tenant),
  dueAt: deadline,
  wake: undefined,
});
