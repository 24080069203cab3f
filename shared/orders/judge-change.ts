import type { Lot } from '../messages/lots-api.ts';
import { changeable, type OrderChange, type OrderRevision } from '../messages/orders-api.ts';
import type { Refusal } from '../refusal.ts';
import { isSaidAgain, mayWish, toBeCancelled, type Wisher } from './may-wish.ts';
import { contentOf, differing, newestOf, standsOn } from './revisions.ts';

/**
 * The revision that a wished change makes, or `done` when there is nothing to do: the same person has wished it before, or it is so already.
 *
 * @returns Refused `conflict` when another revision is the newest, when the order waits to be cancelled, or when its line has begun
 */
export function judgeChange(lot: Lot, wanted: OrderChange, who: Wisher): OrderRevision | 'done' | Refusal {
  if (isSaidAgain(lot, wanted, who.by, (made) => made.cancel !== true && holds(made, wanted))) return 'done';
  const refusal = mayWish(lot, wanted) ?? toBeCancelled(lot);
  if (refusal !== undefined) return refusal;
  const before = standsOn(lot);
  const content = contentOf({ ...before, ...given(wanted) });
  if (differing(content, before).length === 0) return 'done';
  return { revision: newestOf(lot) + 1, by: who.by, at: who.at, reason: wanted.reason, ...content };
}

const given = (wanted: OrderChange) =>
  Object.fromEntries(changeable.flatMap((name) => (wanted[name] === undefined ? [] : [[name, wanted[name]]])));

const holds = (made: OrderRevision, wanted: OrderChange): boolean =>
  changeable.every((name) => wanted[name] === undefined || wanted[name] === made[name]);
