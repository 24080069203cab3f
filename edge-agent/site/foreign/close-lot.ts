import { chunks, commissionEvents, EPCS, grouped } from '../../line/container-events.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import { postReport } from '../../line/post-report.ts';
import { lotReport } from '../../line/report.ts';
import type { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import { ClosingLots } from '../../store/closing-lots.ts';
import { named } from '../../store/containers.ts';
import { figureFindings, recordFindings } from '../integrity/lot-findings.ts';
import { endContainer } from './apply-number.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { settleHeld } from './settle-held.ts';
import { tellingOf } from './telling-of.ts';

/** Why a number ends that its line had and never spoke of again: it may stand on something, so it is never used again. */
export const UNSPOKEN = 'handed out, never spoken of again';

/** Numbers, and packs, that get their end in a step. */
const PIECE = 50;

/**
 * Closes the lot of an order that was ended, step by step, if nothing is wrong with it; otherwise what is wrong has become exceptions. Broken off anywhere it
 * goes on where it was: what was explained once it has begun to give the rest its end is not looked at again.
 */
export function* closeLot(needs: ForeignNeeds, number: number): Generator<undefined, Batch> {
  const { exceptions, door, tokens, batches, db } = needs;
  const closing = new ClosingLots(db);
  const stays = () => {
    closing.end(number);
    return batches.get(number);
  };
  yield* settleHeld(needs, number);
  const batch = batches.get(number);
  if (batch.state !== 'closing' || exceptions.isOpen(number)) return stays();
  if (!closing.isBegun(number)) {
    if (!door.explained(batch, recordFindings(needs, batch), atOf(needs))) return batch;
    closing.begin(number);
  }
  yield* settleRest(needs, batch);
  const at = atOf(needs);
  const report = lotReport(batch, needs, at);
  // What was settled may have been held at the door.
  if (exceptions.isOpen(number)) return stays();
  if (!door.explained(batch, figureFindings(needs, batch, report), at)) return stays();
  closing.end(number);
  tokens.forgetNumbers(number);
  return postReport(needs, batch, report);
}

/** Gives everything its end that has none, once people have explained what they had to. */
function* settleRest(needs: ForeignNeeds, batch: Batch): Generator<undefined, void> {
  const { containers, units, handed } = needs;
  while (units.destroySome(batch.batch, UNSPOKEN, atOf(needs), PIECE)) yield undefined;
  while (handed.destroySome(batch.batch, UNSPOKEN, PIECE)) yield undefined;
  const telling = tellingOf(needs, batch, undefined);
  for (const open of containers.in(batch.batch, 'opened')) {
    const container = { ...named(open) };
    if (containers.holds(container) === 0)
      endContainer(needs, telling, container, 'decommissioned', 'empty at the end of its lot');
    else
      containers.change(container, {
        state: 'closed',
        at: atOf(needs),
        partial: true,
        why: 'closed as it is at the end of its lot',
      });
    yield undefined;
  }
  while (tellLoose(needs, telling, batch)) yield undefined;
}

/** Tells of packs that are in nothing; false when all were told of. */
function tellLoose(needs: ForeignNeeds, telling: Telling, batch: Batch): boolean {
  const { packs } = needs;
  const fresh = packs.looseUntold(batch.batch, PIECE);
  if (fresh.length === 0) return false;
  const { lot, expiry } = batch.order;
  const about = { ...telling.stamp(), ...telling.place, lot, expiry };
  const epcs = fresh.map((pack) => epcOf(needs, pack));
  for (const group of grouped(chunks(epcs, EPCS).flatMap((part) => commissionEvents(part, about)))) telling.tell(group);
  packs.told(fresh);
  return true;
}
