import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { announcement, type Placed } from '#shared/announcements/announcement.ts';
import {
  countIn,
  dayOf,
  daysBetween,
  MOST_IN_BATCH,
  partsOf,
  placeBefore,
  placeIn,
} from '#shared/announcements/place.ts';
import { announcementKey, announcementPlaceKey, waitingAnnouncementKey } from './network-keys.ts';
import { endOf, noteAsked, orderAnnouncements } from './order-announcements.ts';

/** How long announcements are kept. */
export const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
/** Batches that are read at once, thirty announcements each at most. */
const PER_READ = 10;

const batch = v.object({ sk: v.string(), announcements: v.array(announcement) });

/** Some announcements in order, and how far was looked for them. */
export interface Stretch {
  readonly announcements: readonly Placed[];
  /** The last place that was looked at; the one that was asked from when there was none behind it. */
  readonly upTo: string;
  readonly more: boolean;
}

export type Announcements = ReturnType<typeof announcements>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/**
 * What happened, in the deliveries table, in one order for each tenant. It waits under its id first, written with what happened; then whoever comes next gives
 * it its place, at the end. Nothing ever gets a place before another's, so that whoever has read up to a place has missed nothing.
 */
export function announcements(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Gives what waits its place, in `most` batches at most. How many got one, and whether others still wait. */
    order: (tenant: string, at: Date, most?: number) => orderAnnouncements(here, tenant, at, most),

    /** The last batch that listeners were not asked to look at yet; undefined when they were. */
    unasked: async (tenant: string): Promise<string | undefined> => {
      const end = await endOf(here, tenant);
      return end?.at === end?.askedUpTo ? undefined : end?.at;
    },
    /** Notes that listeners were asked to look up to a batch. */
    noteAsked: (tenant: string, batch: string) => noteAsked(here, tenant, batch),

    /** True when something waits for its place, or listeners to be asked. */
    wait: async (tenant: string): Promise<boolean> => {
      const end = await endOf(here, tenant);
      if (end?.at !== end?.askedUpTo) return true;
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': waitingAnnouncementKey(tenant, '').pk },
        Limit: 1,
      });
      return ((await db.send(query)).Items ?? []).length > 0;
    },

    /** The place behind which nothing stands yet. Where there is nothing at all, one that no clock is so far behind as to give. */
    end: async (tenant: string, at: Date): Promise<string> => {
      const end = await endOf(here, tenant);
      return end === undefined ? placeBefore(new Date(at.getTime() - DAY_MS)) : placeIn(end.at, MOST_IN_BATCH);
    },

    /** What stands behind a place, the oldest first: `limit` at most, or a few more. */
    after: (tenant: string, place: string, limit: number, at: Date) => after(here, tenant, place, limit, at),

    /** The announcement of that id, as long as it is kept. */
    get: async (tenant: string, id: string): Promise<Placed | undefined> => {
      const Key = announcementPlaceKey(tenant, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const { batch: at } = partsOf(v.parse(v.object({ place: v.string() }), Item).place);
      const found = await batchesFrom(here, tenant, dayOf(at), at, 1);
      return found.batches[0]?.announcements.find((one) => one.id === id);
    },
  };
}

async function after(here: Here, tenant: string, place: string, limit: number, at: Date): Promise<Stretch> {
  const nothing = { announcements: [], upTo: place, more: false };
  const end = await endOf(here, tenant);
  if (end === undefined || place > placeIn(end.at, MOST_IN_BATCH)) return nothing;
  const oldest = dayOf(placeBefore(new Date(at.getTime() - (KEPT_DAYS + 2) * DAY_MS)));
  const found: Placed[] = [];
  let before: Batch | undefined;
  for (const day of daysBetween(dayOf(place) > oldest ? dayOf(place) : oldest, dayOf(end.at))) {
    let from: string | undefined = day === dayOf(place) ? partsOf(place).batch : '';
    while (from !== undefined) {
      const read = await batchesFrom(here, tenant, day, from, PER_READ);
      for (const one of read.batches) {
        if (!mayFollow(before, one, at)) return stretch(found, place, true);
        found.push(...one.announcements.filter((each) => each.place > place));
        before = one;
      }
      if (found.length >= limit) return stretch(found, place, true);
      from = read.next;
    }
  }
  return stretch(found, place, false);
}

const stretch = (found: readonly Placed[], place: string, more: boolean): Stretch => ({
  announcements: found,
  upTo: found.at(-1)?.place ?? place,
  more,
});

interface Batch {
  readonly at: string;
  readonly announcements: readonly Placed[];
}

/** Longer than a transaction can be under way. */
const UNDER_WAY_MS = 60_000;

/**
 * Whether a batch is the next: it says how many were written before it. While a transaction is under way a query may see what was written behind it first
 * (Amazon DynamoDB, isolation levels: read-committed); then the reader stops in front of the gap. A gap among old ones is of rows that have expired.
 */
function mayFollow(before: Batch | undefined, { at }: Batch, now: Date): boolean {
  if (before === undefined || countIn(at) === countIn(before.at) + before.announcements.length) return true;
  return at < placeBefore(new Date(now.getTime() - UNDER_WAY_MS));
}

/** Batches of a day, from one on. A batch is one row, so that it is seen whole or not at all. */
async function batchesFrom({ db, table }: Here, tenant: string, day: string, from: string, limit: number) {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: from === '' ? 'pk = :pk' : 'pk = :pk AND sk >= :from',
    ExpressionAttributeValues: { ':pk': announcementKey(tenant, day, '').pk, ...(from !== '' && { ':from': from }) },
    ConsistentRead: true, // whoever was woken for it must see it
    Limit: limit,
  });
  const { Items = [], LastEvaluatedKey } = await db.send(query);
  const batches = Items.map((item): Batch => {
    const { sk, announcements: some } = v.parse(batch, item);
    return { at: sk, announcements: some.map((one, i) => ({ ...one, place: placeIn(sk, i) })) };
  });
  const last = LastEvaluatedKey?.['sk'];
  // The one after the last: no batch stands between a text and that text with a blank behind it.
  return { batches, next: typeof last === 'string' ? `${last} ` : undefined };
}
