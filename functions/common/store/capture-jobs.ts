import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Reporter } from '#shared/trace/stored-event.ts';
import {
  type AboutDocument,
  advanced,
  type CaptureError,
  type CaptureJob,
  type CaptureOutcome,
  type Ending,
  type ErrorBehaviour,
  ended,
  failed,
  finished,
  jobOf,
  judged,
  later,
  notBegun,
  type Progress,
  planned,
  refused,
  storedJob,
  taken,
  WITHIN_MS,
} from './capture-job-row.ts';
import { type CaptureOutcomes, captureOutcomes, fitsRow } from './capture-outcomes.ts';
import type { Documents } from './documents.ts';
import { due } from './due.ts';
import { captureJobKey } from './keys.ts';
import { lostCondition, wonOrLost } from './lost-condition.ts';

export type CaptureJobs = ReturnType<typeof captureJobs>;

/** What else is known of a job when it is made. */
export interface AboutJob {
  /** Of a document that others may still replace. */
  readonly etag?: string | undefined;
  readonly reporter?: Reporter | undefined;
}

/** A job that a line's message is, when it is already done. */
export interface LineJob {
  readonly digest: string;
  readonly recordTime: string;
  readonly outcome: CaptureOutcome;
  /** Whatever it makes due has its rows. */
  readonly planned: boolean;
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly outcomes: CaptureOutcomes;
}

/** Capture jobs in the deliveries table: the row is the truth, queue messages only wake. */
export function captureJobs(db: DynamoDBDocumentClient, table: string, documents: Pick<Documents, 'put' | 'text'>) {
  const here = { db, table, outcomes: captureOutcomes(documents) };
  return { ...made(here), ...worked(here), ...told(here) };
}

/** Jobs come into being. */
const made = (here: Here) => ({
  /** Makes the row of a job whose document is in the bucket already. */
  create: (tenant: string, captureId: string, behaviour: ErrorBehaviour, at: Date, about: AboutJob = {}) => {
    const wake = due(tenant, later(at, WITHIN_MS), 'capture', { tenant, captureId });
    const { etag, reporter } = about;
    const told = { ...(etag && { etag }), ...(reporter && { reporter }) };
    const job = { behaviour, running: true, success: true, createdAt: at.toISOString(), ...told };
    const Item = { ...captureJobKey(tenant, captureId), ...job, ...wake };
    // An upload may be completed twice at once: it becomes one job.
    const put = new PutCommand({ TableName: here.table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return wonOrLost(() => here.db.send(put), 'created', 'exists');
  },

  /** Puts the job of a line's message that is done. Unless it is planned, or nothing of it is in the ledger, it stays due for the planner. */
  putLine: async (
    tenant: string,
    captureId: string,
    { digest, recordTime, outcome, planned: done }: LineJob,
    at: Date,
  ) => {
    const first = { digest, recordTime, createdAt: recordTime, behaviour: 'rollback' };
    const end = ended(tenant, captureId, await endingOf(here, tenant, captureId, outcome, notBegun), at, done);
    const Item = { ...captureJobKey(tenant, captureId), ...first, ...end };
    // A message may come twice at once: the first to be done tells the outcome.
    const put = new PutCommand({ TableName: here.table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    return wonOrLost(() => here.db.send(put), 'put', 'exists');
  },
});

/** Jobs are seen through. */
const worked = (here: Here) => ({
  /**
   * Takes a job up. Undefined when there is no such job.
   *
   * @param counts false for who only looks whether there is something to do, which is no attempt at doing it
   */
  begin: (tenant: string, captureId: string, at: Date, counts = true): Promise<CaptureJob | undefined> =>
    update(here, tenant, captureId, taken(at, counts)),

  /** Notes what an attempt failed of. Repeating it is harmless: attempts are counted by `begin`. */
  noteFailure: async (
    tenant: string,
    { captureId, attempts }: CaptureJob,
    because: string,
    at: Date,
  ): Promise<void> => {
    await update(here, tenant, captureId, failed(because, attempts, at));
  },

  /**
   * Notes how far a job has come, with what came of the events since the note before, and the record time of what is stored next; holds it
   * on or leaves it to whom `sweep` wakes. Undefined when another worker came further: it has the job now.
   */
  note: async (
    tenant: string,
    { captureId, recordTime = '' }: CaptureJob,
    to: Progress,
    since: CaptureOutcome,
    held: boolean,
    at: Date,
  ): Promise<CaptureJob | undefined> => {
    // Bucket before row: a row must not name a piece that is not there.
    const pieces = await here.outcomes.keep(tenant, captureId, to.pieces, since);
    const now = at.toISOString();
    // A clock set back must not put later events of a document before earlier ones.
    const next = now > recordTime ? now : recordTime;
    return update(here, tenant, captureId, advanced({ ...to, pieces }, held, next, at));
  },

  /**
   * Ends a job. Unless nothing of it is in the ledger, it stays due, for the planner, until `markPlanned`.
   *
   * @param result what came of the events since the last note
   */
  finish: async (
    tenant: string,
    captureId: string,
    result: CaptureOutcome,
    at: Date,
    { progress = notBegun, about }: { progress?: Progress; about?: AboutDocument } = {},
  ): Promise<void> => {
    const end = await endingOf(here, tenant, captureId, result, progress);
    await update(here, tenant, captureId, finished(tenant, captureId, { ...end, ...(about && { about }) }, at));
  },

  /** Says that the document may be stored. Without effect when there is a verdict already. */
  noteJudged: async (tenant: string, captureId: string, at: Date): Promise<void> => {
    await update(here, tenant, captureId, judged(at));
  },

  /** Ends a job of whose document nothing is to be stored. Without effect when there is a verdict already. */
  refuse: async (tenant: string, captureId: string, errors: readonly CaptureError[], at: Date): Promise<void> => {
    const end = await endingOf(here, tenant, captureId, { eventIds: [], errors }, notBegun);
    await update(here, tenant, captureId, refused(tenant, captureId, end, at));
  },

  /** Says that whatever the job makes due has its rows; nobody need wake the planner for it again. Repeating it is harmless. */
  markPlanned: async (tenant: string, captureId: string, at: Date): Promise<void> => {
    await update(here, tenant, captureId, planned(at));
  },
});

/** Jobs are told of. */
const told = (here: Here) => ({
  get: async (tenant: string, captureId: string): Promise<CaptureJob | undefined> => {
    const job = await readJob(here, tenant, captureId);
    return job && jobOf(job);
  },

  /** Ids of the events the job stored or found stored, in document order: at most `count`, beginning with number `from`. None while it runs. */
  eventIds: async (tenant: string, captureId: string, from: number, count: number): Promise<string[]> => {
    const job = await readJob(here, tenant, captureId);
    return job === undefined || job.running ? [] : here.outcomes.eventIds(tenant, job, from, from + count);
  },

  /** What the job could not store, so far: at most `count` errors, beginning with number `from`. */
  errorsOf: async (
    tenant: string,
    captureId: string,
    from = 0,
    count = Number.MAX_SAFE_INTEGER,
  ): Promise<CaptureError[]> => {
    const job = await readJob(here, tenant, captureId);
    return job === undefined ? [] : here.outcomes.errors(tenant, job, from, from + count);
  },
});

/** A short outcome ends in the row, the rest of a long one in the bucket, before the row names it. */
async function endingOf(
  { outcomes }: Here,
  tenant: string,
  captureId: string,
  result: CaptureOutcome,
  progress: Progress,
): Promise<Ending> {
  const { eventIds, errors } = progress.pieces;
  if (eventIds.length === 0 && errors.length === 0 && fitsRow(result)) return { inRow: result, progress };
  const pieces = await outcomes.keep(tenant, captureId, progress.pieces, result);
  return { inRow: undefined, progress: { ...progress, pieces } };
}

/** The job after a change, or undefined when the change's condition was lost. */
async function update(
  { db, table }: Here,
  tenant: string,
  captureId: string,
  change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
): Promise<CaptureJob | undefined> {
  const Key = captureJobKey(tenant, captureId);
  try {
    const { Attributes } = await db.send(
      new UpdateCommand({ ...change, TableName: table, Key, ReturnValues: 'ALL_NEW' }),
    );
    return jobOf(v.parse(storedJob, Attributes));
  } catch (error) {
    if (lostCondition(error)) return undefined;
    throw error;
  }
}

async function readJob({ db, table }: Here, tenant: string, captureId: string) {
  const Key = captureJobKey(tenant, captureId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedJob, Item);
}
