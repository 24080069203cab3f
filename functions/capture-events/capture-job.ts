import { log } from '#common/log.ts';
import { problem } from '#common/problem.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJob, CaptureOutcome } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, type Documents } from '#common/store/documents.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { storeEvents } from './store-events.ts';

interface Needs {
  readonly documents: Documents;
  readonly jobs: CaptureJobs;
  readonly ledger: Ledger;
  readonly wakePlanner: SendToQueue;
  readonly now: () => Date;
}

/** Sees a capture job through. Doing it again is safe: stored events are found stored, and a finished job is only planned. */
export const captureJob =
  (needs: Needs) =>
  async ({ tenant, captureId }: { tenant: string; captureId: string }): Promise<void> => {
    const job = await needs.jobs.begin(tenant, captureId, needs.now());
    if (job === undefined) throw new Refused(refuse('not-found', `no capture job ${captureId}`));
    if (!job.running) {
      if (!job.planned) await needs.wakePlanner({ tenant, captureId });
      return;
    }
    const outcome = await capture(needs, tenant, job);
    await needs.jobs.finish(tenant, captureId, outcome, needs.now());
    log('captured', { tenant, captureId, events: outcome.eventIds.length, errors: outcome.errors.length });
    if (outcome.eventIds.length > 0) await needs.wakePlanner({ tenant, captureId });
  };

async function capture({ documents, ledger }: Needs, tenant: string, job: CaptureJob): Promise<CaptureOutcome> {
  const text = await documents.text(captureDocumentKey(tenant, job.captureId));
  if (text === undefined) throw new Error(`the document of capture ${job.captureId} is missing from the bucket`);
  const document = readJsonDocument(text);
  if (!isRefusal(document)) return storeEvents(ledger, tenant, job, document.events);
  // It was valid when it was accepted: rules became stricter since.
  return { eventIds: [], errors: [problem(document, true, `/epcis/capture/${job.captureId}`)] };
}
