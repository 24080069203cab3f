import type { Lot } from '../messages/lots-api.ts';
import type { OrderCancel, OrderRevision } from '../messages/orders-api.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { mayChange } from './may-change.ts';
import { cancelOf, MOST_REVISIONS, newestOf, revisionsOf } from './revisions.ts';

/** Who wishes, and when (ISO 8601). */
export interface Wisher {
  readonly by: string;
  readonly at: string;
}

/** Why an order gets no further revision from who has read the one that he names. */
export const mayWish = (lot: Lot, wanted: Pick<OrderCancel, 'revision'>): Refusal | undefined =>
  mayChange(lot) ?? behind(lot, wanted) ?? tooMany(lot);

/** Sent again under the revision that was read, a wish has made the next one already. */
export function isSaidAgain(
  lot: Lot,
  { revision, reason }: OrderCancel,
  by: string,
  isSame: (made: OrderRevision) => boolean,
): boolean {
  const made = revisionsOf(lot).find((one) => one.revision === revision + 1);
  return made !== undefined && made.by === by && made.reason === reason && isSame(made);
}

/** Two people may change an order at once: the second has not read what he changes. */
function behind(lot: Lot, { revision }: Pick<OrderCancel, 'revision'>): Refusal | undefined {
  const newest = newestOf(lot);
  if (revision === newest) return undefined;
  return refuse('conflict', `order ${lot.order} is at revision ${newest}, and ${revision} was read`, {
    at: '/revision',
    rule: 'Seriate: who changes an order has read its newest revision',
    remedy: `GET /api/orders/${lot.order}, read it, and send revision ${newest} if it is still wished`,
  });
}

function tooMany(lot: Lot): Refusal | undefined {
  if (newestOf(lot) < MOST_REVISIONS) return undefined;
  return refuse('conflict', `order ${lot.order} was changed ${MOST_REVISIONS - 1} times`, {
    at: '/revision',
    rule: `Seriate: an order has at most ${MOST_REVISIONS} revisions`,
    remedy: 'run it as it is, or have its site cancel it and order anew',
  });
}

/** The site has not answered the wish to cancel. */
export const isToBeCancelled = (lot: Lot): boolean =>
  cancelOf(lot) !== undefined && (lot.standing?.seen ?? 1) < newestOf(lot);

/** Why an order is not changed that waits to be cancelled. */
export function toBeCancelled(lot: Lot): Refusal | undefined {
  if (!isToBeCancelled(lot)) return undefined;
  return refuse('conflict', `order ${lot.order} is to be cancelled, and its site has not answered`, {
    at: '/',
    rule: 'Seriate: what is to be cancelled is not changed',
    remedy: 'wait for the site; if it refuses the cancellation, the order may be changed again',
  });
}
