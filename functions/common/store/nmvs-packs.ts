import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nmvsBulkKey, nmvsPackKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

const storedPack = v.object({
  state: v.picklist(['ACTIVE', 'SUPPLIED', 'DESTROYED', 'EXPORTED', 'SAMPLE', 'FREE_SAMPLE', 'LOCKED', 'STOLEN']),
  /** Milliseconds since 1970. */
  since: v.number(),
  /** The location that brought it there. */
  by: v.string(),
  operation: v.string(),
  transaction: v.string(),
  person: v.string(),
});

/** What we last had an NMVS do to a pack. Others may have changed it since: it lets an undo be refused, and never proves a state. */
export type NmvsPack = v.InferOutput<typeof storedPack>;

const storedBulk = v.object({ ...storedPack.entries, resultKey: v.string() });

/** What a bulk brought those packs into which its result says were changed. */
export type NmvsBulk = v.InferOutput<typeof storedBulk>;

export interface NamedLot {
  readonly country: string;
  readonly product: string;
  readonly lot: string;
}

/** Bulks of one lot that are looked at, the latest of them by id. */
const MOST_BULKS = 100;

export interface NamedPack {
  readonly country: string;
  readonly product: string;
  readonly serial: string;
}

export type NmvsPacks = ReturnType<typeof nmvsPacks>;

/** Packs in the deliveries table, by country, product and serial; bulks by lot. */
export function nmvsPacks(db: DynamoDBDocumentClient, table: string) {
  return {
    get: async (tenant: string, { country, product, serial }: NamedPack): Promise<NmvsPack | undefined> => {
      const Key = nmvsPackKey(tenant, country, product, serial);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(storedPack, Item);
    },
    /** The last that is written stands: the NMVS decides which change was possible, this row remembers one. */
    put: async (tenant: string, { country, product, serial }: NamedPack, pack: NmvsPack): Promise<void> => {
      const Item = { ...nmvsPackKey(tenant, country, product, serial), ...pack };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    /** The same of what is remembered late: what was done after it stands. */
    putNewer: async (tenant: string, { country, product, serial }: NamedPack, pack: NmvsPack): Promise<void> => {
      const Item = { ...nmvsPackKey(tenant, country, product, serial), ...pack };
      await wonOrLost(
        () => db.send(new PutCommand({ TableName: table, Item, ...notAfter(pack.since) })),
        'put',
        'older',
      );
    },
    /**
     * It is not known any more: an undo is then held against the NMVS.
     *
     * @param since what was done after that stands, milliseconds since 1970
     */
    forget: async (
      tenant: string,
      { country, product, serial }: NamedPack,
      since = Number.MAX_SAFE_INTEGER,
    ): Promise<void> => {
      const Key = nmvsPackKey(tenant, country, product, serial);
      await wonOrLost(() => db.send(new DeleteCommand({ TableName: table, Key, ...notAfter(since) })), 'gone', 'newer');
    },
    /** Finds a bulk by the lot of its packs. Writing it twice is the same. */
    putBulk: async (tenant: string, { country, product, lot }: NamedLot, bulk: NmvsBulk): Promise<void> => {
      const Item = { ...nmvsBulkKey(tenant, country, product, lot, bulk.transaction), ...bulk };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    bulksOf: async (tenant: string, { country, product, lot }: NamedLot): Promise<NmvsBulk[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': nmvsBulkKey(tenant, country, product, lot, '').pk },
        ScanIndexForward: false,
        Limit: MOST_BULKS,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(storedBulk, item));
    },
  };
}

/** Somebody may do something to the pack while a bulk of it is worked off: the row tells the last. */
const notAfter = (since: number) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #since <= :since',
  ExpressionAttributeNames: { '#since': 'since' },
  ExpressionAttributeValues: { ':since': since },
});
