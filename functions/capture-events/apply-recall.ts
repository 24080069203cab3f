import { asStored } from '#common/capture/as-stored.ts';
import { readLineage } from '#common/desk/lineage-of.ts';
import type { FollowUp } from '#common/follow-up.ts';
import { readUnits } from '#common/integrity/histories.ts';
import { log } from '#common/log.ts';
import { type SliceNeeds, sliceOf } from '#common/recall-slices.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { EpcPlaces } from '#common/store/epc-places.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { RecallAct, Recalls } from '#common/store/recalls.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { isRecalledBy } from '#shared/trace/is-recalled.ts';
import { liftEvents, type Past, recallEvents } from '#shared/trace/recall-events.ts';

export interface RecallNeeds extends SliceNeeds {
  readonly recalls: Recalls;
  readonly ledger: SliceNeeds['ledger'] & Pick<Ledger, 'append'>;
  readonly unitEvents: UnitEvents;
  readonly placesOf: EpcPlaces;
  readonly followUps: readonly FollowUp[];
  readonly wakeCapture: SendToQueue;
  readonly now: () => Date;
}

interface Work {
  readonly tenant: string;
  readonly recallId: string;
  readonly act: RecallAct;
}

/** A run of the function has 60 s; what is left then is the next one's. */
const ENOUGH_MS = 30_000;

/**
 * Tells the ledger that units are recalled, or no longer, slice by slice: how far it came stands in the run's row, so that a million units
 * take many runs of the function, and a kill at any instruction repeats a slice, whose events are the same events.
 */
export const applyRecall =
  (needs: RecallNeeds) =>
  async (work: Work): Promise<void> => {
    const { tenant, recallId: id, act } = work;
    const recall = await needs.recalls.get(tenant, id);
    if (recall === undefined) return;
    const end = needs.now().getTime() + ENOUGH_MS;
    for (;;) {
      const run = await needs.recalls.run(tenant, id, act);
      if (run === undefined || run.isDone) return;
      if (needs.now().getTime() > end) return needs.wakeCapture(work);
      const slice = await sliceOf(needs, tenant, recall, run.place);
      const told = await tell(needs, work, recall, slice.epcs);
      const to = { units: run.units + told, ...(slice.next !== undefined && { place: slice.next }) };
      if ((await needs.recalls.advance(tenant, { id, act }, run, to, needs.now())) === 'moved') return;
      if (slice.next === undefined) log('recall-told', { tenant, recall: id, act, units: to.units });
    }
  };

/** Captures the events of a slice, and answers how many units they name. */
async function tell(
  needs: RecallNeeds,
  { tenant, recallId, act }: Work,
  recall: Recall,
  epcs: readonly string[],
): Promise<number> {
  const past = await (act === 'lift' ? readLineage : readUnits)(needs.unitEvents, tenant, epcs);
  const made = await eventsFor(needs, { tenant, act }, recall, epcs, past);
  if (made.length === 0) return 0;
  const recordTime = needs.now().toISOString();
  const { by: caller } = recall.lifted !== undefined && act === 'lift' ? recall.lifted.signature : recall.signature;
  const job = { captureId: `${act}-${recallId}`, recordTime, createdAt: recordTime, reporter: { caller } };
  const stored = made.map((event, i) => asStored(job, event, i));
  await needs.ledger.append(tenant, stored);
  for (const followUp of needs.followUps) await followUp(tenant, stored);
  return made.reduce((units, { epcList = [] }) => units + epcList.length, 0);
}

async function eventsFor(
  needs: RecallNeeds,
  { tenant, act }: Pick<Work, 'tenant' | 'act'>,
  recall: Recall,
  epcs: readonly string[],
  past: Past,
): Promise<ObjectEvent[]> {
  if (act === 'recall') return recallEvents(epcs, past, recall.signature.at);
  if (recall.lifted === undefined) return [];
  const others = await needs.recalls.activeOf(tenant, recall.gtin);
  const places = others.some(({ of }) => of.kind === 'range') ? await needs.placesOf(tenant, epcs) : new Map();
  const free = epcs.filter((epc) => {
    const key = identify(epc);
    if (others.length === 0 || key.kind !== 'sgtin') return true;
    // Nobody has read whether it is of a lot that is recalled too.
    if (past.tooLong.has(epc) && others.some(({ of }) => of.kind === 'lot')) return false;
    const unit = { serial: key.serial, lot: foldUnit(epc, past.events).lot, places: places.get(epc) ?? [] };
    return !others.some(({ of }) => isRecalledBy(of, unit));
  });
  return liftEvents(free, past, recall.lifted.signature.at, recall.signature.at);
}
