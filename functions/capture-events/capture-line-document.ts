import { createHash } from 'node:crypto';
import { asStored } from '#common/capture/as-stored.ts';
import { conflictError } from '#common/capture/event-error.ts';
import { unfitIn } from '#common/capture/unfit.ts';
import type { FollowUp } from '#common/follow-up.ts';
import { log } from '#common/log.ts';
import { mayMakeDue } from '#common/may-be-told.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureError, CaptureJob } from '#common/store/capture-job-row.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface LineDocumentNeeds {
  readonly jobs: CaptureJobs;
  readonly ledger: Pick<Ledger, 'append'>;
  readonly followUps: readonly FollowUp[];
  readonly wakePlanner: SendToQueue;
  readonly now: () => Date;
}

/**
 * Captures a line's document, all or nothing, and does what follows from its events. Its job's row is written once, at the end: until then the
 * message, which its line keeps until told, is what remembers the work. Doing any of it again changes nothing.
 *
 * @throws Refused when an event clashes with one that is stored, or the job is of another document
 */
export async function captureLineDocument(
  needs: LineDocumentNeeds,
  owner: string,
  captureId: string,
  sent: unknown,
): Promise<void> {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent ?? null);
  const { events } = orRefuse(readJsonDocument(text));
  const unfit = unfitIn(events, text);
  if (unfit !== undefined) throw new Refused(unfit);
  const digest = createHash('sha256').update(text).digest('base64url');
  const before = await needs.jobs.get(owner, captureId);
  if (before !== undefined) return resume(needs, owner, before, digest);

  const recordTime = needs.now().toISOString();
  const toStore = events.map((event, i) => asStored({ captureId, recordTime, createdAt: recordTime }, event, i));
  const { stored, errors } = await store(needs, owner, toStore);
  for (const followUp of needs.followUps) await followUp(owner, stored);
  const planned = !stored.some(mayMakeDue);
  const outcome = { eventIds: stored.map(({ eventId }) => eventId), errors };
  await needs.jobs.putLine(owner, captureId, { digest, recordTime, outcome, planned }, needs.now());
  log('captured', { tenant: owner, captureId, events: stored.length, errors: errors.length });
  mustHaveNoErrors(errors);
  if (!planned) await needs.wakePlanner({ tenant: owner, captureId });
}

async function store({ ledger }: LineDocumentNeeds, owner: string, toStore: readonly StoredEvent[]) {
  const outcomes = await ledger.append(owner, toStore, { together: true });
  const errors = toStore.flatMap((one, i) => (outcomes[i] === 'conflict' ? [conflictError(one)] : []));
  return { errors, stored: errors.length > 0 ? [] : toStore };
}

/** The message came before: only what may not have happened after its job's row was written is done. */
async function resume(needs: LineDocumentNeeds, owner: string, job: CaptureJob, digest: string): Promise<void> {
  const { captureId, success, planned } = job;
  if (job.digest !== digest) throw new Refused(sequenceRepeats(captureId));
  if (!success) mustHaveNoErrors(await needs.jobs.errorsOf(owner, captureId));
  if (!planned) await needs.wakePlanner({ tenant: owner, captureId });
}

const sequenceRepeats = (captureId: string) =>
  refuse('conflict', `job ${captureId} is of another document: the line used this sequence before`, {
    at: '/sequence',
    remedy:
      'a line that lost its outbox needs a new name: call whoever looks after it, and send this message again under that name',
  });

function mustHaveNoErrors(errors: readonly CaptureError[]): void {
  if (errors.length > 0) throw new Refused(refuse('conflict', errors.map(({ detail }) => detail).join('; ')));
}
