import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import {
  type CaptureError,
  type CaptureJob,
  type CaptureOutcome,
  captureOutcome,
  type ErrorBehaviour,
  finished,
  jobOf,
  later,
  planned,
  storedJob,
  taken,
  takenFromLine,
  WITHIN_MS,
} from './capture-job-row.ts';
import { captureOutcomeKey, type Documents } from './documents.ts';
import { due } from './due.ts';
import { captureJobKey } from './keys.ts';
import { lostCondition } from './lost-condition.ts';

/** Characters of an outcome that stay in the row, which every list of jobs reads; a longer one goes to the bucket. */
const IN_ROW = 4000;

export type CaptureJobs = ReturnType<typeof captureJobs>;

/** Capture jobs in the deliveries table: the row is the truth, queue messages only wake. */
export function captureJobs(db: DynamoDBDocumentClient, table: string, documents: Documents) {
  const update = updateJob(db, table);
  const outcomeOf = readOutcome(db, table, documents);
  return {
    /** Makes the row of a job whose document is in the bucket already. */
    create: async (tenant: string, captureId: string, behaviour: ErrorBehaviour, at: Date): Promise<void> => {
      const wake = due(tenant, later(at, WITHIN_MS), 'capture', { tenant, captureId });
      const job = { behaviour, running: true, success: true, createdAt: at.toISOString() };
      await db.send(
        new PutCommand({ TableName: table, Item: { ...captureJobKey(tenant, captureId), ...job, ...wake } }),
      );
    },

    get: async (tenant: string, captureId: string): Promise<CaptureJob | undefined> => {
      const job = await readJob(db, table, tenant, captureId);
      return job && jobOf(job);
    },

    /** Jobs in descending order of id, at most `limit`, beginning after `after`. */
    list: (tenant: string, limit: number, after?: string) => listJobs(db, table, tenant, limit, after),

    /** Takes a job up; its record time is set by whoever does so first. Undefined when there is no such job. */
    begin: (tenant: string, captureId: string, at: Date): Promise<CaptureJob | undefined> =>
      update(tenant, captureId, taken(at)),

    /**
     * Takes up a line's message as a job, made here the first time. Its document is the message, which the line keeps until told. The job
     * answered has the digest of the document that came first under this id: whose differs has another job's id.
     */
    beginLine: async (tenant: string, captureId: string, digest: string, at: Date): Promise<CaptureJob> => {
      const job = await update(tenant, captureId, takenFromLine(digest, at));
      if (job === undefined) throw new Error('an update without a condition lost one');
      return job;
    },

    /** Ends a job. Unless nothing of it is in the ledger, it stays due, for the planner, until `markPlanned`. */
    finish: async (tenant: string, captureId: string, result: CaptureOutcome, at: Date): Promise<void> => {
      const text = JSON.stringify(result);
      const inRow = text.length <= IN_ROW;
      // Bucket before row: a finished row must not name an outcome that is not there.
      if (!inRow) await documents.put(captureOutcomeKey(tenant, captureId), text);
      await update(tenant, captureId, finished(tenant, captureId, result, inRow, at));
    },

    /** Ids of the events the job stored or found stored, in document order. */
    eventIdsOf: async (tenant: string, captureId: string): Promise<string[]> =>
      (await outcomeOf(tenant, captureId)).eventIds,

    /** What the job could not store. */
    errorsOf: async (tenant: string, captureId: string): Promise<CaptureError[]> =>
      (await outcomeOf(tenant, captureId)).errors,

    /** Says that whatever the job makes due has its rows; nobody need wake the planner for it again. Repeating it is harmless. */
    markPlanned: async (tenant: string, captureId: string, at: Date): Promise<void> => {
      await update(tenant, captureId, planned(at));
    },
  };
}

/** The job after a change, or undefined when the change's condition was lost. */
const updateJob =
  (db: DynamoDBDocumentClient, table: string) =>
  async (
    tenant: string,
    captureId: string,
    change: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<CaptureJob | undefined> => {
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
  };

const readOutcome =
  (db: DynamoDBDocumentClient, table: string, documents: Documents) =>
  async (tenant: string, captureId: string): Promise<CaptureOutcome> => {
    const job = await readJob(db, table, tenant, captureId);
    if (job === undefined || job.running) return { eventIds: [], errors: [] };
    if (job.eventIds !== undefined) return { eventIds: job.eventIds, errors: job.errors ?? [] };
    const kept = await documents.text(captureOutcomeKey(tenant, captureId));
    if (kept === undefined) throw new Error(`the outcome of capture ${captureId} is missing from the bucket`);
    return v.parse(captureOutcome, JSON.parse(kept));
  };

async function readJob(db: DynamoDBDocumentClient, table: string, tenant: string, captureId: string) {
  const Key = captureJobKey(tenant, captureId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedJob, Item);
}

async function listJobs(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  limit: number,
  after = '~',
): Promise<CaptureJob[]> {
  const { pk, sk } = captureJobKey(tenant, after);
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk < :after',
      ExpressionAttributeValues: { ':pk': pk, ':after': sk },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items.map((item) => jobOf(v.parse(storedJob, item)));
}
