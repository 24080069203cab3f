import { problem } from '#common/problem.ts';
import type { CaptureError, CaptureJob, CaptureOutcome } from '#common/store/capture-job-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Stores the events of a job as its error behaviour says: all or none, or each for itself. */
export async function storeEvents(
  ledger: Pick<Ledger, 'append'>,
  tenant: string,
  job: CaptureJob,
  events: readonly EpcisEvent[],
): Promise<CaptureOutcome> {
  const together = job.behaviour === 'rollback';
  const toStore = events.map((event, position) => storedEvent(job, event, position));
  const outcomes = await ledger.append(tenant, toStore, { together });
  const errors = toStore.flatMap((stored, i) => (outcomes[i] === 'conflict' ? [conflict(stored, i)] : []));
  const undone = together && errors.length > 0;
  const inLedger = (i: number) => outcomes[i] === 'stored' || (outcomes[i] === 'duplicate' && !undone);
  return { eventIds: toStore.filter((_, i) => inLedger(i)).map((stored) => stored.eventId), errors };
}

/** The record time is the server's, one for the job; what the sender wrote there is ignored (EPCIS 2.0, capture). */
function storedEvent(job: CaptureJob, sent: EpcisEvent, position: number): StoredEvent {
  const { recordTime: _, ...event } = sent;
  const { captureId, recordTime = job.createdAt } = job;
  return { eventId: sent.eventID ?? eventId(event), recordTime, captureId, position, event };
}

function conflict({ eventId: id }: StoredEvent, index: number): CaptureError {
  const refusal = refuse('conflict', `event ${index}: another event has the eventID ${id}`, {
    at: `event ${index}`,
    rule: 'EPCIS 2.0 §7.4.1: an eventID names one event',
    remedy: 'give it an eventID of its own; to correct the stored event, capture it with an errorDeclaration',
  });
  return problem(refusal, true, id);
}
