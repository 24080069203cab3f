import { eventId } from '#common/event-id.ts';
import type { CaptureJob } from '#common/store/capture-job-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/**
 * An event of a job as the ledger keeps it: under the sender's eventID or, without one, its hash. The record time is the server's, one for
 * the job; what the sender wrote there is ignored (EPCIS 2.0 §7.4.1).
 *
 * @param position place in the document, from 0
 */
export function asStored(
  job: Pick<CaptureJob, 'captureId' | 'recordTime' | 'createdAt' | 'reporter'>,
  sent: EpcisEvent,
  position: number,
): StoredEvent {
  const { recordTime: _, ...event } = sent;
  const { captureId, recordTime = job.createdAt, reporter } = job;
  return {
    eventId: sent.eventID ?? eventId(event),
    recordTime,
    captureId,
    position,
    ...(reporter && { reporter }),
    event,
  };
}
