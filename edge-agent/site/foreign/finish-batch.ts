import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { chunks, commissionEvents, EPCS, grouped } from '../../line/container-events.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import { postReport } from '../../line/post-report.ts';
import { lotReport } from '../../line/report.ts';
import type { Batch } from '../../store/batches.ts';
import { named } from '../../store/containers.ts';
import { figureFindings, keepCounts, recordFindings } from '../integrity/lot-findings.ts';
import { endContainer } from './apply-number.ts';
import { findIn } from './find-order.ts';
import type { ForeignLine, Outcome } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { outcomeOf } from './list-orders.ts';
import { once } from './once.ts';
import { tellingOf } from './telling-of.ts';

type Said = Parameters<ForeignLine['finish']>[0];

/** Why a number ends that its line had and never spoke of again: it may stand on something, so it is never used again. */
export const UNSPOKEN = 'handed out, never spoken of again';

/** Ends an order: its lot is closed and reported when nothing is wrong with it, and waits for people otherwise. */
export function finishBatch(needs: ForeignNeeds, { token, ...said }: Said): Outcome | Refusal {
  const { order, counts = {} } = said;
  return once(needs, { kind: 'finish', token, said }, () => {
    const found = findIn(needs, order, ['running', 'closing'], 'Begin it first; what is closed has ended.');
    if (isRefusal(found)) return found;
    const { db, batches } = needs;
    const batch = found.state === 'running' ? batches.move(found, 'closing', atOf(needs), 'ended by its line') : found;
    keepCounts(db, batch.batch, counts);
    return { batch: batch.batch, answer: outcomeOf(needs, closeLot(needs, batch), token) };
  });
}

/**
 * Closes the lot of an order that its line has ended, if nothing is wrong with it, in the caller's transaction; otherwise what is wrong has become
 * exceptions.
 */
export function closeLot(needs: ForeignNeeds, batch: Batch): Batch {
  const { exceptions, door, tokens, posted } = needs;
  const at = atOf(needs);
  if (exceptions.open(batch.batch).length > 0) return batch;
  if (!door.explained(batch, recordFindings(needs, batch), at)) return batch;
  settleRest(needs, batch, at);
  const report = lotReport(batch, needs, at);
  // What was settled may have been held at the door.
  if (exceptions.open(batch.batch).length > 0) return batch;
  if (!door.explained(batch, figureFindings(needs, batch, report), at)) return batch;
  tokens.forgetNumbers(batch.batch);
  const closed = postReport(needs, batch, report);
  posted();
  return closed;
}

/** Gives everything its end that has none, once people have explained what they had to. */
function settleRest(needs: ForeignNeeds, batch: Batch, at: string): void {
  const { containers, packs, units, handed } = needs;
  const telling = tellingOf(needs, batch, undefined);
  units.destroyRest(batch.batch, UNSPOKEN, at);
  handed.destroyRest(batch.batch, UNSPOKEN);
  for (const open of containers.in(batch.batch, 'opened')) {
    const container = { ...named(open) };
    if (containers.holds(container) === 0)
      endContainer(needs, telling, container, 'decommissioned', 'empty at the end of its lot');
    else
      containers.change(container, {
        state: 'closed',
        at,
        partial: true,
        why: 'closed as it is at the end of its lot',
      });
  }
  const fresh = packs.loose(batch.batch).filter(({ told }) => !told);
  if (fresh.length === 0) return;
  const { lot, expiry } = batch.order;
  const about = { ...telling.stamp(), ...telling.place, lot, expiry };
  const epcs = fresh.map((pack) => epcOf(needs, pack));
  for (const group of grouped(chunks(epcs, EPCS).flatMap((part) => commissionEvents(part, about)))) telling.tell(group);
  packs.told(fresh);
}
