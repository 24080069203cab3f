import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { type ErrorBehaviour, errorBehaviour } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, type Documents } from '#common/store/documents.ts';
import { refuse } from '#shared/refusal.ts';

export interface CreateNeeds {
  readonly documents: Pick<Documents, 'put'>;
  readonly jobs: Pick<CaptureJobs, 'create'>;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Ids that `newCaptureId` makes: time first, so that jobs list in the order they were made. */
export const captureIdPattern = /^\d{8}T\d{9}Z-[\w-]{1,64}$/;

export const newCaptureId = ({ newId }: Pick<CreateNeeds, 'newId'>, at: Date) =>
  `${at.toISOString().replace(/[-:.]/g, '')}-${newId()}`;

/** Document, then row: each names what is already there, and the row alone is enough for `sweep` to see the job through. */
export async function createJob(
  needs: CreateNeeds,
  { tenant, bytes }: Pick<Request, 'tenant' | 'bytes'>,
  contentType: string,
  behaviour: ErrorBehaviour,
): Promise<string> {
  const at = needs.now();
  const captureId = newCaptureId(needs, at);
  await needs.documents.put(captureDocumentKey(tenant, captureId), bytes, contentType);
  await needs.jobs.create(tenant, captureId, behaviour, at);
  return captureId;
}

/** Wakes the worker of a job that exists: a lost message costs time only. */
export async function wakeJob(wakeCapture: SendToQueue, tenant: string, captureId: string): Promise<void> {
  try {
    await wakeCapture({ tenant, captureId });
  } catch (error) {
    log('message-failed', { tenant, captureId, error: String(error) });
  }
}

/** What a request wants done about events that cannot be stored. */
export function behaviourOf({ headers }: Pick<Request, 'headers'>): ErrorBehaviour {
  const asked = headers['gs1-capture-error-behaviour'] ?? 'rollback';
  const behaviour = errorBehaviour.options.find((option) => option === asked);
  if (behaviour !== undefined) return behaviour;
  throw new Refused(
    refuse('malformed', `GS1-Capture-Error-Behaviour is ${asked}`, {
      at: 'GS1-Capture-Error-Behaviour',
      rule: 'EPCIS 2.0, REST binding, capture',
      remedy: 'send rollback (the default) or proceed',
    }),
  );
}
