import * as v from 'valibot';
import type { Json } from '#shared/wire/json.ts';
import { due } from './due.ts';
import { expiry } from './expiry.ts';
import { storedReporter } from './stored-reporter.ts';
import { updateExpression } from './update-expression.ts';

export const errorBehaviour = v.picklist(['rollback', 'proceed']);
export type ErrorBehaviour = v.InferOutput<typeof errorBehaviour>;

/** A problem document about one event of a capture. */
const captureError = v.objectWithRest(
  { type: v.string(), title: v.string(), status: v.number(), detail: v.string() },
  v.custom<Json>((value) => value !== undefined),
);
export type CaptureError = v.InferOutput<typeof captureError>;

/** What came of a capture: ids of the events that are in the ledger, in document order, and an error for each other one. */
export interface CaptureOutcome {
  readonly eventIds: readonly string[];
  readonly errors: readonly CaptureError[];
}
export const eventIdPiece = v.array(v.string());
export const errorPiece = v.array(captureError);

/** Where the pieces of an outcome end that lie in the bucket: each begins where the one before ends, the first at 0. */
const pieces = v.object({ eventIds: v.array(v.number()), errors: v.array(v.number()) });
export type Pieces = v.InferOutput<typeof pieces>;

/** How far a job has come with its document. Every count only grows. */
const progress = v.object({
  /** Events looked at before any is stored, when all are to be stored or none; and whether these were all. */
  checked: v.number(),
  allChecked: v.boolean(),
  /** Events that are stored or have their error. */
  read: v.number(),
  /** Elements of master data that are stored. */
  elements: v.number(),
  pieces,
});
export type Progress = v.InferOutput<typeof progress>;

export const notBegun: Progress = {
  checked: 0,
  allChecked: false,
  read: 0,
  elements: 0,
  pieces: { eventIds: [], errors: [] },
};

/** What the document says of itself; partners ask for it. */
const about = v.object({
  sender: v.optional(v.string()),
  receiver: v.optional(v.string()),
  instanceIdentifier: v.optional(v.string()),
});
export type AboutDocument = v.InferOutput<typeof about>;

export const storedJob = v.object({
  sk: v.string(),
  behaviour: errorBehaviour,
  running: v.boolean(),
  success: v.boolean(),
  createdAt: v.string(),
  /** Of what is stored next. It moves on with the job, so that whoever asks for what was recorded since he last asked misses little. */
  recordTime: v.optional(v.string()),
  /** How often the job was taken up since it last came further, and what the last of those failed of, where that is known. */
  attempts: v.optional(v.number(), 0),
  lastFailure: v.optional(v.string()),
  digest: v.optional(v.string()),
  /** Its document may be stored: whoever had to judge it first has done so. */
  judged: v.optional(v.boolean(), false),
  /** Of the document as it was when its upload was completed. */
  etag: v.optional(v.string()),
  finishedAt: v.optional(v.string()),
  planned: v.optional(v.boolean(), false),
  /** Who sent it; a line is known by the id. */
  reporter: v.optional(storedReporter),
  progress: v.optional(progress),
  about: v.optional(about),
  /** A short outcome; a long one lies in the bucket, in pieces that `progress` tells of. */
  eventIds: v.optional(eventIdPiece),
  errors: v.optional(errorPiece),
});
export type StoredJob = v.InferOutput<typeof storedJob>;

/** A capture job; `running` and `success` say together how it stands (EPCIS 2.0, REST binding, capture). */
export interface CaptureJob extends Omit<StoredJob, 'sk' | 'eventIds'> {
  readonly captureId: string;
  /** Events in the ledger, and events with an error, as far as is known. */
  readonly stored: number;
  readonly failed: number;
}

export function jobOf({ sk, eventIds, ...job }: StoredJob): CaptureJob {
  const { errors, progress: { pieces } = notBegun } = job;
  const stored = eventIds?.length ?? pieces.eventIds.at(-1) ?? 0;
  return { captureId: sk, ...job, stored, failed: errors?.length ?? pieces.errors.at(-1) ?? 0 };
}

/** How long until `sweep` wakes a job nobody took up, or a plan nobody made. */
export const WITHIN_MS = 15_000;
/** How long a worker may hold a job before `sweep` gives it to another: longer than the function lives. */
const LEASE_MS = 75_000;
/** A job that fails again and again is woken ever later, up to a quarter of an hour. */
const PAUSE_MS = 60_000;
const LONGEST_PAUSES = 15;

const dueAttributes = ['duePk', 'dueAt', 'wake'];

export const later = (at: Date, ms: number) => new Date(at.getTime() + ms);

/** Whoever takes the job up sets the record time, unless something may be stored under an earlier one already. */
export function taken(at: Date, counts: boolean) {
  const set = { recordTime: at.toISOString(), dueAt: later(at, LEASE_MS).toISOString() };
  const change = updateExpression(set, [], ['recordTime']);
  return {
    UpdateExpression: `${change.UpdateExpression} ADD #attempts :more`,
    ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#attempts': 'attempts' },
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':more': Number(counts) },
    ConditionExpression: 'attribute_exists(pk)', // a message may name a job that was never made
  };
}

/** What an attempt failed of; `sweep` wakes the job again, the later the more attempts there were. */
export function failed(lastFailure: string, attempts: number, at: Date) {
  const dueAt = later(at, Math.min(attempts, LONGEST_PAUSES) * PAUSE_MS).toISOString();
  return whileRunning(updateExpression({ lastFailure, dueAt })); // another worker may have finished it: then nothing failed
}

function whileRunning(change: ReturnType<typeof updateExpression>) {
  return {
    UpdateExpression: change.UpdateExpression,
    ExpressionAttributeNames: { ...change.ExpressionAttributeNames, '#running': 'running' },
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':held': true },
    ConditionExpression: '#running = :held',
  };
}

/**
 * How far the job has come; it is held on, or left to whom `sweep` or a message wakes.
 *
 * @param recordTime of what is stored next, before it is; what is left has none yet
 */
export function advanced(to: Progress, held: boolean, recordTime: string, at: Date) {
  const steps = to.checked + Number(to.allChecked) + to.read + to.elements;
  const dueAt = later(at, held ? LEASE_MS : WITHIN_MS).toISOString();
  const success = to.pieces.errors.length === 0;
  const set = { progress: to, steps, success, dueAt, attempts: 0, ...(held && { recordTime }) };
  const change = whileRunning(updateExpression(set, held ? ['lastFailure'] : ['lastFailure', 'recordTime']));
  // Two workers may hold one job: once it is finished nothing is noted, and who came further goes on.
  const ConditionExpression = `${change.ConditionExpression} AND (attribute_not_exists(#steps) OR #steps < :steps)`;
  return { ...change, ConditionExpression };
}

/** What is told of a job when it ends. The outcome stands in the row or, told by `progress`, in the bucket. */
export interface Ending {
  readonly inRow: CaptureOutcome | undefined;
  readonly progress: Progress;
  readonly about?: AboutDocument;
}

/** Attributes of a job that has ended. It is due for the planner when any event of it is in the ledger, unless it is planned already. */
export function ended(
  tenant: string,
  captureId: string,
  { inRow, progress: at, about: said }: Ending,
  time: Date,
  planned = false,
) {
  const stored = inRow?.eventIds.length ?? at.pieces.eventIds.at(-1) ?? 0;
  const failures = inRow?.errors.length ?? at.pieces.errors.at(-1) ?? 0;
  const toPlan = stored > 0 && !planned;
  return {
    running: false,
    success: failures === 0,
    finishedAt: time.toISOString(),
    planned: !toPlan,
    ...(at !== notBegun && { progress: at }),
    ...(inRow && { eventIds: inRow.eventIds, errors: inRow.errors }),
    ...(said && { about: said }),
    ...(toPlan ? due(tenant, later(time, WITHIN_MS), 'plan', { tenant, captureId }) : expiry(time)),
  };
}

export function finished(tenant: string, captureId: string, ending: Ending, at: Date) {
  const set = ended(tenant, captureId, ending, at);
  // Two workers may hold one job: the first to finish tells the outcome.
  return whileRunning(updateExpression(set, 'duePk' in set ? [] : dueAttributes));
}

/** The document may be stored. */
export const judged = (at: Date) =>
  firstVerdict(updateExpression({ judged: true, attempts: 0, dueAt: later(at, WITHIN_MS).toISOString() }));

/** Nothing of the document is stored. */
export const refused = (tenant: string, captureId: string, ending: Ending, at: Date) =>
  firstVerdict(updateExpression(ended(tenant, captureId, ending, at), dueAttributes));

/** Two judges may hold one job: the first verdict stands, and what is being stored is not refused any more. */
function firstVerdict(change: ReturnType<typeof updateExpression>) {
  const { ExpressionAttributeNames, ConditionExpression, ...rest } = whileRunning(change);
  return {
    ...rest,
    ExpressionAttributeNames: { ...ExpressionAttributeNames, '#judged': 'judged', '#steps': 'steps' },
    ConditionExpression: `${ConditionExpression} AND attribute_not_exists(#judged) AND attribute_not_exists(#steps)`,
  };
}

/** Nobody need wake the planner for the job again. */
export const planned = (at: Date) => ({
  ...updateExpression({ planned: true, ...expiry(at) }, dueAttributes),
  ConditionExpression: 'attribute_exists(pk)', // a message may name a job that was never made
});
