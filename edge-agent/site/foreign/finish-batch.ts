import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { keepCounts } from '../integrity/lot-findings.ts';
import { closeLot } from './close-lot.ts';
import { findIn } from './find-order.ts';
import type { ForeignLine, Outcome } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { outcomeOf } from './list-orders.ts';
import { once } from './once.ts';

type Said = Parameters<ForeignLine['finish']>[0];

/** Ends an order: its lot is closed and reported when nothing is wrong with it, and waits for people otherwise. */
export async function finishBatch(needs: ForeignNeeds, { token, ...said }: Said): Promise<Outcome | Refusal> {
  const { order, counts = {} } = said;
  const ended = await once<unknown, Outcome>(needs, { kind: 'finish', token, said }, function* (before) {
    const remedy = 'Begin it first; what is closed has ended.';
    const found =
      before === undefined ? findIn(needs, order, ['running', 'closing'], remedy) : needs.batches.get(before.batch);
    if (isRefusal(found)) return found;
    const { db, batches } = needs;
    const batch = found.state === 'running' ? batches.move(found, 'closing', atOf(needs), 'ended by its line') : found;
    if (before === undefined) keepCounts(db, batch.batch, counts);
    const closing = closeLot(needs, batch.batch);
    for (let step = closing.next(); ; step = closing.next()) {
      if (step.done) return { batch: batch.batch, answer: outcomeOf(needs, step.value, token) };
      yield { batch: batch.batch, far: 'closing' };
    }
  });
  needs.posted();
  return ended;
}
