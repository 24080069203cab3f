import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { toldKey, toldThingsKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import type { LotName } from './lot-fates.ts';
import { wholePartition } from './whole-partition.ts';

const place = v.object({
  gln: v.string(),
  name: v.string(),
  country: v.optional(v.string()),
  partner: v.optional(v.string()),
  registrations: v.optional(v.record(v.string(), v.string())),
});

/** What its reports follow from besides how many they are of: another plan of the same list makes the same reports. */
const toldAs = {
  /** Of containers: how many are of each level, the lowest first. */
  levels: v.optional(v.array(v.number())),
  /** Of containers: how many things are directly in the fullest of each level, the lowest first. */
  largest: v.optional(v.array(v.number())),
  /** Of packs: where they were packed, ISO 3166-1 alpha-2. */
  packedIn: v.optional(v.string()),
  /** Of what was repacked: that it was a new container, say, and not one that was added to. */
  how: v.optional(v.picklist(['apart', 'taken-out', 'put-in', 'packed'])),
  /** Of things that moved: how, and between whom. */
  ends: v.optional(v.object({ kind: v.picklist(['shipment', 'receipt', 'transfer']), from: place, to: place })),
};
const toldList = v.object({
  /** Place of its first pack among all that the act is told of. */
  first: v.number(),
  count: v.number(),
  /** Of the object that names the packs; see `told-members.ts`. */
  key: v.string(),
  /** Its reports are written: what became of them since, even if they are kept no more, is not planned anew. */
  isPlanned: v.optional(v.boolean()),
  ...toldAs,
});
/** Packs that an act is told of, in the order in which reports name them. What it names never changes. */
export type ToldList = v.InferOutput<typeof toldList>;
export type ToldAs = Pick<ToldList, keyof typeof toldAs>;

const stored = v.object({
  sk: v.string(),
  lists: v.optional(v.array(toldList), []),
  /** It says that the packs did not leave. */
  voids: v.optional(v.boolean(), false),
});

/** What is kept of an event that made something of packs of a lot, or that says that they did not leave. */
export interface ToldAct {
  readonly eventId: string;
  readonly voids: boolean;
  readonly lists: readonly ToldList[];
}

/** The act of a release; every other act is called by the id of its event. */
export const RELEASE = 'release';
/** The act that tells what containers the packs of a released lot are in: its lists name those. */
export const PACKING = 'packing';
/** What an event moved, of which the regulator of a market is told. */
export interface MovedThings {
  readonly eventId: string;
  readonly market: string;
}
/** The act that tells of moved things, and the one that takes that back. */
export const MOVED = 'moved';
export const MOVED_BACK = 'moved-back';
/** The act that tells what was put into a container, or taken out of it. */
export const repackedAct = (container: string) => `repacked:${container}`;
const DROPPED = 'dropped:';
/** The act that tells of packs that were no more when their lot was released, by what became of them. */
export const droppedAct = (change: string) => `${DROPPED}${change}`;
const UNDO = 'undo:';
/** The act that takes back in a market what a voiding event says did not leave. */
export const undoAct = (market: string, eventId: string) => `${UNDO}${market}:${eventId}`;
const isOfEvent = (act: string) =>
  act !== RELEASE && act !== PACKING && !act.startsWith(UNDO) && !act.startsWith(DROPPED);

const keyOf = (tenant: string, of: LotName | MovedThings, act: string) =>
  'eventId' in of ? toldThingsKey(tenant, of.eventId, of.market, act) : toldKey(tenant, of.gtin, of.lot, act);

export type ToldPacks = ReturnType<typeof toldPacks>;

/**
 * Which packs of a lot each act is told of, and which things of an event: a row of the deliveries table for each act, which grows by a list at a time and
 * never expires. Nothing stands in two lists of an act, whoever adds them.
 */
export function toldPacks(db: DynamoDBDocumentClient, table: string) {
  return {
    /** In the order in which they were added. */
    of: async (tenant: string, of: LotName | MovedThings, act: string): Promise<readonly ToldList[]> => {
      const Key = keyOf(tenant, of, act);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item === undefined ? [] : v.parse(stored, Item).lists;
    },
    /** Adds a list, unless another was added since those were read. */
    add: (tenant: string, of: LotName | MovedThings, act: string, seen: readonly ToldList[], list: ToldList) => {
      const command = new UpdateCommand({
        TableName: table,
        Key: keyOf(tenant, of, act),
        UpdateExpression: 'SET lists = list_append(if_not_exists(lists, :none), :list)',
        // Two planners may find packs missing at once: the second looks again, so that none is told twice.
        ConditionExpression: seen.length === 0 ? 'attribute_not_exists(lists)' : 'size(lists) = :seen',
        ExpressionAttributeValues: {
          ':none': [],
          ':list': [list],
          ...(seen.length > 0 && { ':seen': seen.length }),
        },
      });
      return wonOrLost(() => db.send(command), 'added', 'overtaken');
    },
    /**
     * Notes that the reports of a list are written. Whoever plans it meanwhile writes the same ones, under the same ids; one that ends before it comes here has
     * it planned again by the next.
     *
     * @param at its place among the lists
     */
    notePlanned: async (tenant: string, of: LotName | MovedThings, act: string, at: number): Promise<void> => {
      const command = new UpdateCommand({
        TableName: table,
        Key: keyOf(tenant, of, act),
        UpdateExpression: `SET lists[${at}].isPlanned = :true`,
        // Lists are added and never taken away, so that the place stays that of the list.
        ConditionExpression: `attribute_exists(lists[${at}])`,
        ExpressionAttributeValues: { ':true': true },
      });
      await db.send(command);
    },
    /** Remembers that an event made something of packs of the lot: who plans its release looks into it. */
    expect: (tenant: string, of: LotName, eventId: string) => {
      const Item = toldKey(tenant, of.gtin, of.lot, eventId);
      // What was told of it stands.
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      return wonOrLost(() => db.send(put), 'expected', 'known');
    },
    /** Remembers that an event says that packs of the lot did not leave: who plans their shipment later looks for that. */
    markVoid: async (tenant: string, of: LotName, eventId: string): Promise<void> => {
      const command = new UpdateCommand({
        TableName: table,
        Key: toldKey(tenant, of.gtin, of.lot, eventId),
        UpdateExpression: 'SET voids = :true',
        ExpressionAttributeValues: { ':true': true },
      });
      await db.send(command);
    },
    /** The events that made something of packs of the lot, or say that they did not leave. */
    acts: (tenant: string, of: LotName) => actsOf(db, table, toldKey(tenant, of.gtin, of.lot, '').pk),
    /** Their ids. */
    events: async (tenant: string, of: LotName) =>
      (await actsOf(db, table, toldKey(tenant, of.gtin, of.lot, '').pk)).map(({ eventId }) => eventId),
  };
}

async function actsOf(db: DynamoDBDocumentClient, table: string, pk: string): Promise<ToldAct[]> {
  const rows = (await wholePartition({ db, table }, pk)).map((row) => v.parse(stored, row));
  return rows.filter(({ sk }) => isOfEvent(sk)).map(({ sk, ...act }) => ({ eventId: sk, ...act }));
}
