import type { CaptureError, CaptureJob as Job } from '#common/store/capture-job-row.ts';
import { lineOfJob } from '#common/store/list-capture-jobs.ts';
import type { CaptureJob } from '#shared/epcis/capture-job.ts';

const context = { seriate: 'urn:seriate:epcis:' };

/**
 * The job as the standard has it (EPCIS 2.0, REST binding), and beside that who sent it, how many events were stored and failed so far, and what the
 * document says of itself.
 *
 * @param errors all of them; without, the job tells where they can be read
 */
export function tellJob(job: Job, errors: readonly CaptureError[] | undefined): CaptureJob {
  const { captureId, running, success, createdAt, finishedAt, behaviour, stored, failed, about = {}, reporter } = job;
  const by = sentBy(captureId, reporter);
  const hasBegun = job.progress !== undefined || !running;
  const extensions = {
    ...(hasBegun && { 'seriate:eventsStored': stored, 'seriate:errors': failed }),
    ...(by !== undefined && { 'seriate:by': by }),
    ...(about.sender !== undefined && { 'seriate:sender': about.sender }),
    ...(about.receiver !== undefined && { 'seriate:receiver': about.receiver }),
    ...(about.instanceIdentifier !== undefined && { 'seriate:instanceIdentifier': about.instanceIdentifier }),
  };
  return {
    ...(Object.keys(extensions).length > 0 && { '@context': context }),
    captureID: captureId,
    running,
    success,
    createdAt,
    ...(finishedAt !== undefined && { finishedAt }),
    captureErrorBehaviour: behaviour,
    ...(errors === undefined ? { errorFile: errorFileOf(captureId) } : errors.length > 0 && { errors }),
    ...extensions,
  };
}

/** A line, a person or machine client, or a partner, in words. */
function sentBy(captureId: string, reporter: Job['reporter']): string | undefined {
  const from = lineOfJob(captureId);
  if (from !== undefined) return `${from.line} of ${from.site}`;
  return reporter && ('caller' in reporter ? reporter.caller : reporter.partner);
}

const errorFileOf = (captureId: string) => `/epcis/capture/${captureId}/errors`;
