import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { findOrder } from './find-order.ts';
import type { Outcome } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { outcomeOf } from './list-orders.ts';
import { once } from './once.ts';

/** Begins an assigned order. Its numbers, recipe and master data are as they were when it was assigned, and stay so until it is closed. */
export function beginBatch(needs: ForeignNeeds, order: string, token: string): Promise<Outcome | Refusal> {
  const { batches, db, line } = needs;
  // In one step: it is over at once.
  // biome-ignore lint/correctness/useYield: nothing of it is worth breaking off
  return once(needs, { kind: 'begin', token, said: { order } }, function* () {
    const batch = findOrder(needs, order);
    if (isRefusal(batch)) return batch;
    if (batch.state === 'running') return { batch: batch.batch, answer: outcomeOf(needs, batch, token) };
    if (batch.state !== 'assigned') return notNow(order, batch.state);
    const other = db
      .prepare("SELECT order_id FROM batches WHERE line = ? AND state IN ('clearance', 'running', 'paused') LIMIT 1")
      .get(line);
    if (other !== undefined) {
      return refuse('conflict', `order ${String(other['order_id'])} runs on line ${line}`, {
        at: '/order',
        rule: 'one running order a line',
        remedy: 'Finish that one first.',
      });
    }
    const begun = batches.move(batch, 'running', atOf(needs), `begun by line ${line}`);
    return { batch: batch.batch, answer: outcomeOf(needs, begun, token) };
  });
}

const notNow = (order: string, state: string) =>
  refuse('conflict', `order ${order} is ${state}`, {
    at: '/order',
    rule: 'an order begins once, when it is assigned',
    remedy: state === 'created' ? 'Wait until the site has its numbers.' : 'Begin another.',
  });
