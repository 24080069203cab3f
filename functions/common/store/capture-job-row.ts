import * as v from 'valibot';
import { due } from './due.ts';
import { expiry } from './expiry.ts';
import { updateExpression } from './update-expression.ts';

export const errorBehaviour = v.picklist(['rollback', 'proceed']);
export type ErrorBehaviour = v.InferOutput<typeof errorBehaviour>;

/** A problem document about one event of a capture. */
const captureError = v.looseObject({ type: v.string(), title: v.string(), status: v.number(), detail: v.string() });
export type CaptureError = v.InferOutput<typeof captureError>;

/** What came of a capture: ids of the events that are in the ledger, in document order, and an error for each other one. */
export const captureOutcome = v.object({ eventIds: v.array(v.string()), errors: v.array(captureError) });
export type CaptureOutcome = v.InferOutput<typeof captureOutcome>;

export const storedJob = v.object({
  sk: v.string(),
  behaviour: errorBehaviour,
  running: v.boolean(),
  success: v.boolean(),
  createdAt: v.string(),
  recordTime: v.optional(v.string()),
  digest: v.optional(v.string()),
  finishedAt: v.optional(v.string()),
  planned: v.optional(v.boolean(), false),
  eventIds: v.optional(v.array(v.string())),
  errors: v.optional(v.array(captureError)),
});
export type StoredJob = v.InferOutput<typeof storedJob>;

/** A capture job; `running` and `success` say together how it stands (EPCIS 2.0, REST binding, capture). */
export interface CaptureJob extends Omit<StoredJob, 'sk' | 'eventIds' | 'errors'> {
  readonly captureId: string;
}

export const jobOf = ({ sk, eventIds, errors, ...job }: StoredJob): CaptureJob => ({ captureId: sk, ...job });

/** How long until `sweep` wakes a job nobody took up, or a plan nobody made. */
export const WITHIN_MS = 15_000;
/** How long a worker may hold a job before `sweep` gives it to another: longer than the function lives. */
const LEASE_MS = 90_000;

const dueAttributes = ['duePk', 'dueAt', 'wake'];

export const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** Whoever takes the job up first sets its record time. */
export const taken = (at: Date) => ({
  ...updateExpression({ recordTime: at.toISOString(), dueAt: later(at, LEASE_MS).toISOString() }, [], ['recordTime']),
  ConditionExpression: 'attribute_exists(pk)', // a message may name a job that was never made
});

/** The same for a line's message, which makes its job itself and says once and for all which document the job is of. */
export function takenFromLine(digest: string, at: Date) {
  const now = at.toISOString();
  const set = { digest, recordTime: now, createdAt: now, behaviour: 'rollback', running: true, success: true };
  return updateExpression(set, [], Object.keys(set));
}

/** The job has ended. It becomes due for the planner when any event of it is in the ledger. */
export function finished(tenant: string, captureId: string, result: CaptureOutcome, inRow: boolean, at: Date) {
  const toPlan = result.eventIds.length > 0;
  const set = {
    running: false,
    success: result.errors.length === 0,
    finishedAt: at.toISOString(),
    planned: !toPlan,
    ...(inRow ? result : {}),
    ...(toPlan ? due(tenant, later(at, WITHIN_MS), 'plan', { tenant, captureId }) : {}),
  };
  const { ExpressionAttributeValues, ...change } = updateExpression(set, toPlan ? [] : dueAttributes);
  return {
    ...change,
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':held': true },
    ConditionExpression: '#running = :held', // two workers may hold one job: the first to finish tells the outcome
  };
}

/** Nobody need wake the planner for the job again. */
export const planned = (at: Date) => ({
  ...updateExpression({ planned: true, ...expiry(at) }, dueAttributes),
  ConditionExpression: 'attribute_exists(pk)', // a message may name a job that was never made
});
