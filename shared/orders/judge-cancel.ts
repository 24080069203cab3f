import type { Lot } from '../messages/lots-api.ts';
import type { OrderCancel, OrderRevision } from '../messages/orders-api.ts';
import type { Refusal } from '../refusal.ts';
import { isSaidAgain, isToBeCancelled, mayWish, type Wisher } from './may-wish.ts';
import { newestOf, standsOn } from './revisions.ts';

/** The revision that the wish to cancel makes, or `done` when that is wished already, or has come to pass. */
export function judgeCancel(lot: Lot, wanted: OrderCancel, who: Wisher): OrderRevision | 'done' | Refusal {
  if (isSaidAgain(lot, wanted, who.by, ({ cancel }) => cancel === true)) return 'done';
  const refusal = mayWish(lot, wanted);
  if (refusal !== undefined) return refusal;
  if (isToBeCancelled(lot)) return 'done';
  return { revision: newestOf(lot) + 1, by: who.by, at: who.at, reason: wanted.reason, cancel: true, ...standsOn(lot) };
}
