import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJob } from '#common/store/capture-job-row.ts';
import { captureDocumentKey, DocumentChanged, type DocumentFacts } from '#common/store/documents.ts';
import { refuse } from '#shared/refusal.ts';
import { type CaptureNeeds, captureDocument } from './capture-document.ts';
import { documentError } from './event-error.ts';
import { type JobWork, jobWork } from './job-work.ts';
import { readSlices, type SliceSize } from './read-slices.ts';

export interface CaptureJobNeeds extends CaptureNeeds {
  readonly wakePlanner: SendToQueue;
  readonly wakeCapture: SendToQueue;
  readonly slice?: SliceSize;
  /** How long one run may take, counted from when the job is taken up: well before its function is cut off. */
  readonly enoughMs?: number;
}

const SLICE: SliceSize = { events: 500, bytes: 2 * 1024 * 1024 };
const ENOUGH_MS = 45_000;
/** A document of which a function reads one at a time; what is held of several would not fit its memory. Bytes. */
const LARGE = 32 * 1024 * 1024;
/** How long a large document waits for another one. */
const WAIT_SECONDS = 20;

/**
 * Sees a capture job through, in as many runs as it takes. Doing it again is safe: stored events are found stored, a job goes on where it
 * was noted, and a finished one is only planned.
 */
export function captureJob(needs: CaptureJobNeeds) {
  let largeInHand = 0;
  return async ({ tenant, captureId }: { tenant: string; captureId: string }): Promise<void> => {
    const job = await needs.jobs.begin(tenant, captureId, needs.now());
    if (job === undefined) throw new Refused(refuse('not-found', `no capture job ${captureId}`));
    if (!job.running) {
      if (!job.planned) await needs.wakePlanner({ tenant, captureId });
      return;
    }
    const facts = await needs.documents.facts(captureDocumentKey(tenant, captureId));
    if (facts === undefined) throw new Error(`the document of capture ${captureId} is missing from the bucket`);
    const isLarge = facts.bytes > LARGE;
    if (isLarge && largeInHand > 0) return needs.wakeCapture({ tenant, captureId }, WAIT_SECONDS);
    if (isLarge) largeInHand++;
    try {
      await run(needs, tenant, job, facts);
    } finally {
      if (isLarge) largeInHand--;
    }
  };
}

async function run(needs: CaptureJobNeeds, tenant: string, job: CaptureJob, facts: DocumentFacts): Promise<void> {
  const { captureId } = job;
  const { now, slice = SLICE, enoughMs = ENOUGH_MS } = needs;
  const end = now().getTime() + enoughMs;
  const work = jobWork(needs, tenant, job, () => now().getTime() >= end);
  const stopped = await capture(needs, work, facts, slice);
  const ids = { tenant, captureId, events: work.stored(), errors: work.failed() };
  if (stopped !== 'finished') log('capture-interrupted', { ...ids, because: stopped });
  else log('captured', ids);
  if (stopped === 'paused') await needs.wakeCapture({ tenant, captureId });
  if (stopped === 'finished' && ids.events > 0) await needs.wakePlanner({ tenant, captureId });
}

async function capture(needs: CaptureJobNeeds, work: JobWork, facts: DocumentFacts, slice: SliceSize) {
  const { tenant, job } = work;
  const key = captureDocumentKey(tenant, job.captureId);
  const meant = { ...facts, etag: job.etag ?? facts.etag };
  try {
    return await captureDocument(needs, work, (from, take) =>
      readSlices(needs.documents.pieces(key, meant), from, slice, take),
    );
  } catch (error) {
    if (!(error instanceof DocumentChanged)) throw error;
    work.add({ errors: [documentError(changed, job.captureId)] });
    await work.finish(work.progress().read);
    return 'finished';
  }
}

const changed = refuse('conflict', 'the document was replaced after its upload was completed', {
  remedy: 'make another upload, and leave it alone once it is completed',
});
