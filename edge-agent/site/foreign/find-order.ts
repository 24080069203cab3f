import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { Batch, BatchState } from '../../store/batches.ts';
import { integer } from '../../store/row.ts';
import type { ForeignNeeds } from './foreign-needs.ts';

const ended: ReadonlySet<BatchState> = new Set<BatchState>(['closed', 'reported', 'cancelled']);

/** The order of a line by its id, or by `owner/order`. Of two under one id that which is not closed is meant. */
export function findOrder({ db, batches, line }: ForeignNeeds, named: string): Batch | Refusal {
  const [owner, id] = named.includes('/')
    ? [named.slice(0, named.indexOf('/')), named.slice(named.indexOf('/') + 1)]
    : [null, named];
  const found = db
    .prepare(
      'SELECT batch FROM batches WHERE line = ?1 AND order_id = ?2 AND (?3 IS NULL OR owner = ?3) ORDER BY batch',
    )
    .all(line, id, owner)
    .map((row) => batches.get(integer(row, 'batch')));
  const open = found.filter(({ state }) => !ended.has(state));
  const [only, other] = open.length > 0 ? open : found;
  if (only === undefined) {
    return refuse('not-found', `line ${line} has no order ${named}`, {
      at: '/order',
      rule: 'an order is assigned to its line before anything is said of it',
      remedy: 'Ask for the orders of the line.',
    });
  }
  if (other === undefined) return only;
  return refuse('conflict', `${named} is an order of ${only.order.owner} and of ${other.order.owner}`, {
    at: '/order',
    rule: 'an order is named by its owner and id',
    remedy: `Name it ${only.order.owner}/${id} or ${other.order.owner}/${id}.`,
  });
}

/** The order, if it is in one of these states. */
export function findIn(
  needs: ForeignNeeds,
  named: string,
  states: readonly BatchState[],
  remedy: string,
): Batch | Refusal {
  const found = findOrder(needs, named);
  if (isRefusal(found) || states.includes(found.state)) return found;
  return refuse('conflict', `order ${named} is ${found.state}`, {
    at: '/order',
    rule: `wanted is ${states.join(' or ')}`,
    remedy,
  });
}
