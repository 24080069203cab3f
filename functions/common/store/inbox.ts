import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { chunksOf, getRows, inLanes, type Key } from './batches.ts';
import { expiry } from './expiry.ts';
import { fingerprint } from './fingerprint.ts';
import { inboxKey } from './keys.ts';
import { lostCondition, metAnother, wonOrLost } from './lost-condition.ts';
import type { Subscription } from './subscription-row.ts';

/** Events of one transaction, two rows each. */
const PER_TRANSACTION = 25;
const PER_DELETE = 25;
const SEEN = 'seen#';
const WAITING = 'waiting#';

/** An event that waits to be told. */
export interface Waiting {
  /** Names the row. */
  readonly row: string;
  readonly eventId: string;
  /** Tells the event from error declarations of the same id; see `fingerprint.ts`. */
  readonly digest: string;
}

/** Whose inbox it is. */
type Owner = Pick<Subscription, 'tenant' | 'subscriptionId' | 'createdAt'>;

const storedWaiting = v.object({ sk: v.string(), eventId: v.string() });

export type Inbox = ReturnType<typeof inbox>;

/**
 * Inboxes of subscriptions in the deliveries table: what was matched and is to be told. An event has two rows: one says that it was seen and
 * stays, so that it is never queued again; the other waits, and is deleted once the event was told.
 */
export function inbox(db: DynamoDBDocumentClient, table: string) {
  return {
    /**
     * Queues the events that were not seen before. Repeating it changes nothing.
     *
     * @returns `waiting` when any of them is yet to be told, new or not
     */
    add: (owner: Owner, events: readonly StoredEvent[], at: Date) => add(db, table, entriesOf(owner, events, at)),

    /** The longest waiting events, at most `limit`, in the order of recording, and whether more wait. */
    waiting: async (owner: Owner, limit: number) => {
      const { pk, sk } = keyOf(owner, WAITING);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :waiting)',
        ExpressionAttributeValues: { ':pk': pk, ':waiting': sk },
        ConsistentRead: true, // whoever was asked to look must see what it was asked for
        Limit: limit + 1,
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const found = Items.map((item) => v.parse(storedWaiting, item));
      const waiting = found
        .slice(0, limit)
        .map(({ sk: row, eventId }): Waiting => ({ row, eventId, digest: row.slice(row.lastIndexOf('#') + 1) }));
      return { waiting, more: found.length > limit || LastEvaluatedKey !== undefined }; // a page may end by its size
    },

    /** Takes rows out that were told. Repeating it changes nothing. */
    remove: async (owner: Owner, rows: readonly string[]): Promise<void> => {
      await inLanes(chunksOf(rows, PER_DELETE), (some) =>
        removeSome(
          db,
          table,
          some.map((row) => keyOf(owner, row)),
        ),
      );
    },
  };
}

interface Entry {
  readonly seen: Key & { readonly ttl: number };
  readonly waiting: Key & { readonly ttl: number; readonly eventId: string };
}

const keyOf = ({ tenant, subscriptionId, createdAt }: Owner, sk: string) =>
  inboxKey(tenant, subscriptionId, createdAt, sk);

function entriesOf(owner: Owner, events: readonly StoredEvent[], at: Date): Entry[] {
  const entries = events.map(({ eventId, recordTime, position = 0, event }): [string, Entry] => {
    const digest = fingerprint(eventId, event);
    const place = `${recordTime}#${String(position).padStart(7, '0')}#${digest}`;
    const key = (sk: string) => ({ ...keyOf(owner, sk), ...expiry(at) });
    return [digest, { seen: key(SEEN + digest), waiting: { ...key(WAITING + place), eventId } }];
  });
  return [...new Map(entries).values()];
}

async function add(db: DynamoDBDocumentClient, table: string, entries: readonly Entry[]): Promise<'waiting' | 'told'> {
  if (entries.length === 0) return 'told';
  const keys = entries.flatMap(({ seen, waiting }) => [seen, waiting]);
  const found = (await getRows(db, table, keys, ['pk', 'sk'])).map((row) => String(row['sk']));
  const known = new Set(found);
  const fresh = entries.filter(({ seen }) => !known.has(seen.sk));
  await inLanes(chunksOf(fresh, PER_TRANSACTION), (some) => queue(db, table, some));
  return fresh.length > 0 || found.some((sk) => sk.startsWith(WAITING)) ? 'waiting' : 'told';
}

async function queue(db: DynamoDBDocumentClient, table: string, entries: readonly Entry[]): Promise<void> {
  try {
    await db.send(new TransactWriteCommand({ TransactItems: entries.flatMap((entry) => putsOf(table, entry)) }));
  } catch (error) {
    if (!lostCondition(error) && !metAnother(error)) throw error;
    for (const entry of entries)
      await wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: putsOf(table, entry) })),
        'queued',
        'seen',
      );
  }
}

function putsOf(TableName: string, { seen, waiting }: Entry) {
  return [
    // The planner and a repeated capture may offer one event at once, or long after it was told: it is queued the first time.
    { Put: { TableName, Item: seen, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { TableName, Item: waiting } },
  ];
}

/** Sending what was left undone again is safe: a row that is gone stays gone. */
async function removeSome(db: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<void> {
  let left: BatchWriteCommandInput['RequestItems'] = { [table]: keys.map((Key) => ({ DeleteRequest: { Key } })) };
  for (let attempt = 1; left !== undefined && Object.keys(left).length > 0; attempt++) {
    if (attempt > ATTEMPTS) throw new Error(`the table left deletions undone ${ATTEMPTS} times`);
    if (attempt > 1) await pause(attempt);
    left = (await db.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
  }
}
