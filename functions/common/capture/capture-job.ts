import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJob } from '#common/store/capture-job-row.ts';
import { captureDocumentKey, DocumentChanged, type DocumentFacts } from '#common/store/documents.ts';
import { isUsDocument } from '#common/us/is-us-document.ts';
import { refuse } from '#shared/refusal.ts';
import { type CaptureNeeds, captureDocument } from './capture-document.ts';
import { documentError, givenUpError } from './event-error.ts';
import { type JobWork, jobWork } from './job-work.ts';
import { readSlices, type SliceSize } from './read-slices.ts';
import { spoken } from './spoken.ts';

export interface CaptureJobNeeds extends CaptureNeeds {
  readonly wakePlanner: SendToQueue;
  readonly wakeCapture: SendToQueue;
  /** Wakes who judges documents after the GS1 US guideline before anything of them is stored, and wakes capture again. Absent where only JSON comes. */
  readonly wakeJudge?: SendToQueue;
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

/** Attempts at a job that comes no further. */
const ATTEMPTS = 20;

/**
 * Sees a capture job through, in as many runs as it takes. Doing it again is safe: stored events are found stored, a job goes on where it
 * was noted, and a finished one is only planned. A job that comes no further for 20 attempts ends with an error that says why.
 */
export function captureJob(needs: CaptureJobNeeds) {
  let largeInHand = 0;
  return async (message: { tenant: string; captureId: string }): Promise<void> => {
    const facts = needs.documents.facts(captureDocumentKey(message.tenant, message.captureId));
    // A bucket that does not answer is an attempt that failed, and is met as such below.
    const isLarge = await facts.then(
      (known) => known !== undefined && known.bytes > LARGE,
      () => false,
    );
    const waits = isLarge && largeInHand > 0;
    const isInHand = isLarge && !waits;
    if (isInHand) largeInHand++;
    try {
      const job = await takeUp(needs, message, !waits);
      if (job === undefined) return;
      if (waits) await needs.wakeCapture(message, WAIT_SECONDS);
      else await attempt(needs, message.tenant, job, facts);
    } finally {
      if (isInHand) largeInHand--;
    }
  };
}

/** The job, if anything is left to do but to plan it. */
async function takeUp(needs: CaptureJobNeeds, message: { tenant: string; captureId: string }, counts: boolean) {
  const { tenant, captureId } = message;
  const job = await needs.jobs.begin(tenant, captureId, needs.now(), counts);
  if (job === undefined) throw new Refused(refuse('not-found', `no capture job ${captureId}`));
  if (job.running) return job;
  if (!job.planned) await needs.wakePlanner({ tenant, captureId });
  return undefined;
}

async function attempt(
  needs: CaptureJobNeeds,
  tenant: string,
  job: CaptureJob,
  asked: Promise<DocumentFacts | undefined>,
): Promise<void> {
  const { captureId, attempts } = job;
  try {
    if (attempts > ATTEMPTS) return await giveUp(needs, tenant, job);
    const facts = await asked;
    if (facts === undefined) throw new Error(`the document of capture ${captureId} is missing from the bucket`);
    await run(needs, tenant, job, facts);
  } catch (error) {
    // The error itself matters more than its note; that there was an attempt is noted already.
    await needs.jobs.noteFailure(tenant, job, spoken(error), needs.now()).catch(() => undefined);
    throw error;
  }
}

async function giveUp(needs: CaptureJobNeeds, tenant: string, job: CaptureJob): Promise<void> {
  const { captureId, lastFailure: because = 'its worker was cut off, by time or memory' } = job;
  const work = jobWork(needs, tenant, job, () => false);
  work.add({ errors: [givenUpError(captureId, ATTEMPTS, because)] });
  await work.finish(work.progress().read);
  log('capture-given-up', { tenant, captureId, events: work.stored(), errors: work.failed(), because });
  if (work.stored() > 0) await needs.wakePlanner({ tenant, captureId });
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
  const { tenant } = work;
  const job = work.job();
  const key = captureDocumentKey(tenant, job.captureId);
  const meant = { ...facts, etag: job.etag ?? facts.etag };
  try {
    const open = () => needs.documents.pieces(key, meant);
    const isToStore = job.judged || job.progress !== undefined;
    if (needs.wakeJudge && !isToStore && (await isUsDocument(open(), facts.contentType))) {
      // Waiting is an attempt that failed: `sweep` looks ever later, and for hours. What the judge itself failed of says more.
      await needs.jobs.noteFailure(tenant, job, job.lastFailure ?? 'it waits for its judge', needs.now());
      await needs.wakeJudge({ tenant, captureId: job.captureId });
      return 'judged first';
    }
    return await captureDocument(needs, work, (from, take) =>
      readSlices({ pieces: open(), contentType: facts.contentType }, from, slice, take),
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
