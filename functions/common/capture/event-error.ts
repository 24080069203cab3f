import { problem } from '#common/problem.ts';
import type { CaptureError } from '#common/store/capture-job-row.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** A job's error about one event: a problem document that also names the event's place in the document, from 0, and its id. */
export function eventError(refusal: Refusal, index: number, eventID?: string): CaptureError {
  const named = { ...refusal, at: refusal.at ?? `event ${index}` };
  return { ...problem(named, true, eventID ?? `event ${index}`), index, ...(eventID !== undefined && { eventID }) };
}

/** The error of an event whose id stands for another one. */
export const conflictError = ({ eventId, position = 0 }: StoredEvent): CaptureError =>
  eventError(
    refuse('conflict', `event ${position}: another event has the eventID ${eventId}`, {
      at: `event ${position}`,
      rule: 'EPCIS 2.0 §7.4.1: an eventID names one event',
      remedy: 'give it an eventID of its own; to correct the stored event, capture it with an errorDeclaration',
    }),
    position,
    eventId,
  );

/** A job's error about its document as a whole. */
export const documentError = (refusal: Refusal, captureId: string): CaptureError =>
  problem(refusal, true, `/epcis/capture/${captureId}`);

/** The same where events before the fault are stored already, as they are of an upload that may proceed (docs/repository.md). */
export function brokenOffError(refusal: Refusal, captureId: string, stored: number): CaptureError {
  const again = 'capture the mended document again, all of it, which stores nothing twice';
  return documentError(
    {
      ...refusal,
      detail: `${refusal.detail}; ${stored} of the document's events are stored, and stay`,
      remedy: refusal.remedy === undefined ? again : `${refusal.remedy}; then ${again}`,
    },
    captureId,
  );
}

/** The error of a document that was to be stored whole or not at all, and was found to clash when some of it was stored. */
export const stayedError = (captureId: string, stored: number): CaptureError =>
  documentError(
    refuse(
      'conflict',
      `${stored} of the document's events had been stored before the other errors arose, and they stay`,
      {
        rule: 'EPCIS 2.0 §7.4.1: what was captured is not taken back; docs/decisions/0013-rollback-of-large-documents.md',
        remedy:
          'mend the rest and capture the whole document again, which stores nothing twice; or declare what was stored erroneous (errorDeclaration)',
      },
    ),
    captureId,
  );

/** The error of a document that no attempt of ours could store. `because`: what the last of them failed of. */
export const givenUpError = (captureId: string, attempts: number, because: string): CaptureError => ({
  type: 'epcisException:ImplementationException',
  title: 'The server failed',
  status: 500,
  detail: `given up after ${attempts} attempts without progress; the last failed of: ${because}`,
  instance: `/epcis/capture/${captureId}`,
  remedy: 'capture the document again later, which stores nothing twice; somebody has been told',
});
