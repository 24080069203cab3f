import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { fileState, type WantedFile, wantedFile } from '#shared/messages/serials-api.ts';
import { serialFileKey } from './keys.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';

/** Longer than the function that writes files may run. */
const LEASE_MS = 330_000;
/** Days that a file stays in the bucket, by a rule of `infra/stacks/data.ts`. */
const KEEP_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

const range = v.object({ first: v.number(), last: v.number() });
const storedFile = v.object({
  tenant: v.string(),
  requestId: v.string(),
  /** Format and compression: what tells the files of a request apart. */
  file: v.string(),
  ...wantedFile.entries,
  /** Of the object. It is the same whoever writes it, and however often. */
  key: v.string(),
  /** Numbers of the block that are left out, because they had been given back when the file was asked for. */
  without: v.array(range),
  state: fileState,
  attempts: v.number(),
  createdAt: v.string(),
  count: v.optional(v.number()),
  sha256: v.optional(v.string()),
  bytes: v.optional(v.number()),
  readyAt: v.optional(v.string()),
  failure: v.optional(v.string()),
});
/** A file of a request's serials, wanted or written. */
export type SerialFile = v.InferOutput<typeof storedFile>;
export type NewFile = Pick<SerialFile, 'tenant' | 'requestId' | 'format' | 'compression' | 'without'>;

/** What a written file is. */
export interface WrittenFile {
  readonly count: number;
  readonly sha256: string;
  readonly bytes: number;
}

export interface FileClaim {
  readonly file: SerialFile;
  readonly lease: Lease;
}

export type SerialFiles = ReturnType<typeof serialFiles>;

const endings = { text: 'txt', csv: 'csv', jsonl: 'jsonl' } as const;

/** The last part of a file's name, `csv.gz`. */
export const fileName = ({ format, compression }: WantedFile): string =>
  endings[format] + (compression === 'gzip' ? '.gz' : '');

/** When the bucket drops a file that was ready then. */
export const dropsAt = (readyAt: string): Date => new Date(Date.parse(readyAt) + KEEP_DAYS * DAY_MS);

/** Where a file is kept. A block of which more was given back has another one. */
const objectKey = ({ tenant, requestId, without, ...wanted }: NewFile) =>
  `${tenant}/serials/${requestId}/${without.length}.${fileName(wanted)}`;

const workOf = ({ tenant, requestId, file }: Pick<SerialFile, 'tenant' | 'requestId' | 'file'>): Work => ({
  key: serialFileKey(tenant, requestId, file),
  tenant,
  queue: 'serial-file',
  message: { tenant, requestId, file },
});

/** Files of serials in the deliveries table: the row is the truth, the message only wakes. */
export function serialFiles(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Files of a request, the newest first. */
    of: async (tenant: string, requestId: string): Promise<SerialFile[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': serialFileKey(tenant, requestId, '').pk },
        ConsistentRead: true,
      });
      const files = ((await db.send(query)).Items ?? []).map((item) => v.parse(storedFile, item));
      return files.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    },

    /** Writes the row of a file that is due now, in the place of `before` when that failed, was dropped, or holds what was given back since. */
    want: (wanted: NewFile, at: Date, before?: SerialFile) => {
      const file = fileName(wanted);
      const made = { ...wanted, file, key: objectKey(wanted), state: 'due', attempts: 0, createdAt: at.toISOString() };
      const Item = {
        ...serialFileKey(wanted.tenant, wanted.requestId, file),
        ...made,
        ...dueAt(workOf({ ...wanted, file }), at),
      };
      // A file may be asked for twice at once: the first row stands.
      const put = new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: before === undefined ? 'attribute_not_exists(pk)' : 'createdAt = :seen',
        ...(before && { ExpressionAttributeValues: { ':seen': before.createdAt } }),
      });
      return wonOrLost(() => db.send(put), 'wanted', 'exists');
    },

    /** Takes up a file that is due and in nobody's hands. */
    claim: async (tenant: string, requestId: string, file: string, at: Date): Promise<FileClaim | undefined> => {
      const claimed = await claimWork(here, workOf({ tenant, requestId, file }), at, LEASE_MS);
      return claimed && { file: v.parse(storedFile, claimed.row), lease: claimed.lease };
    },

    /** The file is there. The row goes when the file does. */
    ready: ({ lease }: FileClaim, written: WrittenFile, at: Date) => {
      const readyAt = at.toISOString();
      const ttl = Math.floor(dropsAt(readyAt).getTime() / 1000) + 30 * 24 * 3600;
      return settleWork(here, lease, { state: 'ready', ...written, readyAt, ttl, failure: undefined });
    },

    /** It did not come to be; tried again at `next`, or failed. */
    failed: ({ lease }: FileClaim, failure: string, next?: Date) =>
      settleWork(here, lease, { failure, ...(next === undefined && { state: 'failed' }) }, next),
  };
}
