import { type MakeJobNeeds, makeJob } from '#common/capture/make-job.ts';
import type { Request } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { type ErrorBehaviour, errorBehaviour } from '#common/store/capture-job-row.ts';
import { refuse } from '#shared/refusal.ts';

export interface CreateNeeds extends MakeJobNeeds {
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Ids that `newCaptureId` makes: time first, so that jobs list in the order they were made. */
export const captureIdPattern = /^\d{8}T\d{9}Z-[\w-]{1,64}$/;

export const newCaptureId = ({ newId }: Pick<CreateNeeds, 'newId'>, at: Date) =>
  `${at.toISOString().replace(/[-:.]/g, '')}-${newId()}`;

/** Makes a job of its own for the body of a request. */
export async function createJob(
  needs: CreateNeeds,
  { tenant, bytes, caller }: Pick<Request, 'tenant' | 'bytes' | 'caller'>,
  contentType: string,
  behaviour: ErrorBehaviour,
): Promise<string> {
  const at = needs.now();
  const captureId = newCaptureId(needs, at);
  await makeJob(needs, { tenant, captureId, bytes, contentType, behaviour, at, reporter: { caller } });
  return captureId;
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
