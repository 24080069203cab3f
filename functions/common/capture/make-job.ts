import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { ErrorBehaviour } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, type Documents } from '#common/store/documents.ts';
import type { Reporter } from '#shared/trace/stored-event.ts';

export interface MakeJobNeeds {
  readonly documents: Pick<Documents, 'put'>;
  readonly jobs: Pick<CaptureJobs, 'create'>;
}

/** A document that is to be captured. */
export interface NewJob {
  readonly tenant: string;
  readonly captureId: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly behaviour: ErrorBehaviour;
  readonly at: Date;
  readonly reporter: Reporter;
}

/**
 * Document, then row: each names what is already there, and the row alone is enough for `sweep` to see the job through. Making it again with the same bytes
 * changes nothing.
 */
export async function makeJob({ documents, jobs }: MakeJobNeeds, job: NewJob): Promise<void> {
  const { tenant, captureId, bytes, contentType, behaviour, at, reporter } = job;
  await documents.put(captureDocumentKey(tenant, captureId), bytes, contentType);
  await jobs.create(tenant, captureId, behaviour, at, { reporter });
}

/** Wakes the worker of a job that exists: a lost message costs time only. */
export async function wakeJob(wakeCapture: SendToQueue, tenant: string, captureId: string): Promise<void> {
  try {
    await wakeCapture({ tenant, captureId });
  } catch (error) {
    log('message-failed', { tenant, captureId, error: String(error) });
  }
}
