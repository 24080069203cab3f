import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Announcement, announcement } from '#shared/announcements/announcement.ts';
import { dayOf, MOST_IN_BATCH, nextBatch, placeIn } from '#shared/announcements/place.ts';
import { deleteRows, getRows, type Key } from './batches.ts';
import { expiry } from './expiry.ts';
import { wonOrLost } from './lost-condition.ts';
import { announcementKey, announcementPlaceKey, announcementsEndKey, waitingAnnouncementKey } from './network-keys.ts';

/** Batches that one call writes at most: ten thousand announcements. */
const MOST_BATCHES = 334;

const waitingRow = v.object({ pk: v.string(), sk: v.string(), ...announcement.entries });
type Waiting = v.InferOutput<typeof waitingRow>;

const storedEnd = v.object({
  /** The last batch. */
  at: v.string(),
  /** Announcements up to its end. */
  count: v.number(),
  /** The batch up to which listeners were asked to look. */
  askedUpTo: v.optional(v.string()),
});

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** The last batch of a tenant, and how many announcements there are up to its end. */
export async function endOf({ db, table }: Here, tenant: string) {
  const Key = announcementsEndKey(tenant);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedEnd, Item);
}

/** Notes that listeners were asked to look up to a batch. An earlier note that comes later costs them one more look. */
export async function noteAsked({ db, table }: Here, tenant: string, at: string): Promise<void> {
  const update = new UpdateCommand({
    TableName: table,
    Key: announcementsEndKey(tenant),
    UpdateExpression: 'SET askedUpTo = :at',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':at': at },
  });
  await wonOrLost(() => db.send(update), 'noted', 'gone');
}

/** Gives what waits its place, batch by batch. Several may do so at once: each batch is one transaction, on condition that the end is where it was seen. */
export async function orderAnnouncements(here: Here, tenant: string, at: Date, most = MOST_BATCHES) {
  let ordered = 0;
  for (let n = 0; n < most; n++) {
    const waiting = await waitingOf(here, tenant);
    if (waiting.length === 0) return { ordered, more: false };
    ordered += await orderSome(here, tenant, waiting, at);
  }
  return { ordered, more: true };
}

/** The longest waiting, by when they happened. */
async function waitingOf({ db, table }: Here, tenant: string): Promise<Waiting[]> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': waitingAnnouncementKey(tenant, '').pk },
    ConsistentRead: true,
    Limit: MOST_IN_BATCH,
  });
  return ((await db.send(query)).Items ?? []).map((item) => v.parse(waitingRow, item));
}

/** How many got a place; none when somebody else was at it, who did the same. */
async function orderSome(here: Here, tenant: string, waiting: readonly Waiting[], at: Date): Promise<number> {
  const { db, table } = here;
  const end = await endOf(here, tenant);
  const byId = new Map(waiting.map((row) => [row.id, row]));
  const places = [...byId.keys()].map((id) => announcementPlaceKey(tenant, id));
  const known = new Set((await getRows(db, table, places, ['sk'])).map(({ sk }) => sk));
  const fresh = [...byId.values()].filter(({ id }) => !known.has(id));
  if (fresh.length === 0) {
    // It happened, and was announced, once more after it had got its place.
    await deleteRows(db, table, waiting.map(keyOf));
    return 0;
  }
  const TransactItems = batchWrites(table, tenant, { end, fresh, waiting, at });
  const won = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'placed', 'moved');
  return won === 'placed' ? fresh.length : 0;
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

interface NewBatch {
  readonly end: v.InferOutput<typeof storedEnd> | undefined;
  readonly fresh: readonly Waiting[];
  readonly waiting: readonly Waiting[];
  readonly at: Date;
}

/** The batch, the end behind it, the place of each announcement, and nothing that waits any more: 62 writes at most. */
function batchWrites(TableName: string, tenant: string, { end, fresh, waiting, at: now }: NewBatch) {
  const { at, count } = nextBatch(end, now);
  const kept = expiry(now);
  const announcements = fresh.map(({ pk: _, sk: __, ...one }): Announcement => one);
  return [
    {
      Put: {
        TableName,
        Item: { ...announcementsEndKey(tenant), ...end, at, count: count + fresh.length },
        // Two may give places at once: the first did, and the second looks again. So no batch ever comes before one that could be read already.
        ...(end === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#at = :seen',
              ExpressionAttributeNames: { '#at': 'at' },
              ExpressionAttributeValues: { ':seen': end.at },
            }),
      },
    },
    { Put: { TableName, Item: { ...announcementKey(tenant, dayOf(at), at), announcements, ...kept } } },
    ...fresh.map(({ id }, i) => ({
      Put: { TableName, Item: { ...announcementPlaceKey(tenant, id), place: placeIn(at, i), ...kept } },
    })),
    ...waiting.map((row) => ({ Delete: { TableName, Key: keyOf(row) } })),
  ];
}
