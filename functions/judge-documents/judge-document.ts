import { spoken } from '#common/capture/spoken.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureError, CaptureJob } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, DocumentChanged, type Documents } from '#common/store/documents.ts';
import type { JudgeQueueMessage } from '#shared/messages/queue-messages.ts';
import { refuse } from '#shared/refusal.ts';
import { type JudgeNeeds, judgeUsDocument } from './judge-us-document.ts';

export interface JudgeDocumentNeeds extends JudgeNeeds {
  readonly documents: Pick<Documents, 'facts' | 'pieces'>;
  readonly jobs: Pick<CaptureJobs, 'get' | 'noteJudged' | 'noteFailure' | 'refuse'>;
  readonly wakeCapture: SendToQueue;
}

/**
 * Judges the document of a capture job, of which nothing is stored yet: it is refused as a whole, or given back to be captured. Doing it again is safe:
 * the row takes one verdict, and a job that has its own is only woken.
 */
export const judgeDocument =
  (needs: JudgeDocumentNeeds) =>
  async ({ tenant, captureId }: JudgeQueueMessage): Promise<void> => {
    const job = await needs.jobs.get(tenant, captureId);
    if (job === undefined) throw new Refused(refuse('not-found', `no capture job ${captureId}`));
    if (!job.running) return;
    try {
      const errors = job.judged ? [] : await judge(needs, tenant, job);
      if (errors.length > 0) return await needs.jobs.refuse(tenant, captureId, errors, needs.now());
      await needs.jobs.noteJudged(tenant, captureId, needs.now());
      await needs.wakeCapture({ tenant, captureId });
    } catch (error) {
      // The error itself matters more than its note.
      await needs.jobs.noteFailure(tenant, job, spoken(error), needs.now()).catch(() => undefined);
      throw error;
    }
  };

/** A document that was replaced meanwhile is not judged: capture tells so. */
async function judge(needs: JudgeDocumentNeeds, tenant: string, job: CaptureJob): Promise<CaptureError[]> {
  const key = captureDocumentKey(tenant, job.captureId);
  const facts = await needs.documents.facts(key);
  if (facts === undefined) throw new Error(`the document of capture ${job.captureId} is missing from the bucket`);
  const open = () => needs.documents.pieces(key, { ...facts, etag: job.etag ?? facts.etag });
  try {
    return await judgeUsDocument(needs)(tenant, job, open, facts.contentType);
  } catch (error) {
    if (error instanceof DocumentChanged) return [];
    throw error;
  }
}
