import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { chunksOf, putRows } from './batches.ts';
import { due } from './due.ts';
import { expiry } from './expiry.ts';
import { wonOrLost } from './lost-condition.ts';
import { heldPacksKey, holdersKey } from './network-keys.ts';

/** How long after a slice `sweep` wakes the count, when the message that should have done so was lost; longer than a function works at it. */
const GRACE_MS = 330_000;

/** Packs of one row, which holds 400 kB: one event may bring many thousands into being, and stays whole. */
const A_ROW = 2_000;

const amount = v.optional(v.number(), 0);
const heldCount = v.object({
  /** Id of the partner, where it is one. */
  partner: v.optional(v.string()),
  /** Canonical; absent of ourselves. */
  party: v.optional(v.string()),
  name: v.string(),
  sent: amount,
  held: amount,
  dispensed: amount,
  ended: amount,
  /** Of those, packs of which a partner says that they went on, though it did not have them and the last shipment did not name it. */
  said: v.optional(v.array(v.object({ by: v.string(), packs: v.number() }))),
  /** Packs that are counted at others, and of which this partner says so: it has notice of them too. */
  claimed: v.optional(v.number()),
});
export type HeldCount = v.InferOutput<typeof heldCount>;

const storedCount = v.object({
  tenant: v.string(),
  recall: v.string(),
  /** Tells this count from earlier ones of the same recall. */
  run: v.string(),
  state: v.picklist(['running', 'done']),
  /** What was counted lies before it. */
  place: v.string(),
  slice: v.number(),
  packs: v.number(),
  /** Each with what its packs are listed by. In a list: a partner may have any id, also one that objects know. */
  holders: v.array(v.object({ holder: v.string(), ...heldCount.entries })),
  begunAt: v.string(),
  doneAt: v.optional(v.string()),
});
/** Who holds the packs of a recall, as the ledger told when it was counted. */
export type HoldersCount = v.InferOutput<typeof storedCount>;

export type Holders = ReturnType<typeof holders>;

/** Counts of who holds recalled packs, in the deliveries table: a row each, and lists of packs beside it. */
export function holders(db: DynamoDBDocumentClient, table: string) {
  const get = async (tenant: string, recall: string): Promise<HoldersCount | undefined> => {
    const Key = holdersKey(tenant, recall);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && v.parse(storedCount, Item);
  };
  const put = (row: HoldersCount, at: Date, condition: string, values: Record<string, unknown>) => {
    const { tenant, recall, state } = row;
    const later = new Date(at.getTime() + GRACE_MS);
    const wake = state === 'done' ? {} : due(tenant, later, 'desk', { tenant, holdersOf: recall });
    const Item = { ...holdersKey(tenant, recall), ...row, ...wake };
    return {
      Put: {
        TableName: table,
        Item,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
        ExpressionAttributeNames: { '#state': 'state', ...(values[':run'] !== undefined && { '#run': 'run' }) },
      },
    };
  };
  return {
    get,
    /** Begins a count, unless one is under way. */
    begin: (tenant: string, recall: string, run: string, at: Date, audit: AuditRow) => {
      const begun = { place: '', slice: 0, packs: 0, holders: [], begunAt: at.toISOString() };
      const row: HoldersCount = { tenant, recall, run, state: 'running', ...begun };
      // Two people may ask at once: it is counted once.
      const begin = put(row, at, 'attribute_not_exists(pk) OR #state = :done', { ':done': 'done' });
      const command = new TransactWriteCommand({ TransactItems: [begin, audit] });
      return wonOrLost(() => db.send(command), 'begun', 'running');
    },
    /** Keeps what a slice found, and moves the count on; `moved` when another worker did meanwhile. */
    advance: async (
      seen: HoldersCount,
      after: HoldersCount,
      packs: ReadonlyMap<string, readonly string[]>,
      at: Date,
    ) => {
      // Lists first, under the slice's own number: whoever dies in between writes the same again.
      await putRows(db, table, listsOf(seen, packs, at));
      // A doubled message wakes two: one of them counts the slice.
      const values = { ':run': seen.run, ':slice': seen.slice, ':running': 'running' };
      const moved = put(after, at, '#run = :run AND slice = :slice AND #state = :running', values);
      const command = new TransactWriteCommand({ TransactItems: [moved] });
      return wonOrLost(() => db.send(command), 'moved-on', 'moved');
    },
    /** Packs of one holder, slice by slice; `next` is what to go on behind. */
    packs: async (tenant: string, { run }: HoldersCount, holder: string, limit: number, after?: string) => {
      const { pk } = heldPacksKey(tenant, run, holder, 0, 0);
      const { Items = [], LastEvaluatedKey } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :holder)',
          ExpressionAttributeValues: { ':pk': pk, ':holder': `${holder}#` },
          Limit: limit,
          ConsistentRead: true,
          ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      const epcs = Items.flatMap((item) => v.parse(v.object({ epcs: v.array(v.string()) }), item).epcs);
      const next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
      return { epcs, ...(next !== undefined && { next }) };
    },
  };
}

const listsOf = ({ tenant, run, slice }: HoldersCount, packs: ReadonlyMap<string, readonly string[]>, at: Date) =>
  [...packs].flatMap(([holder, epcs]) =>
    chunksOf(epcs, A_ROW).map((some, part) => ({
      ...heldPacksKey(tenant, run, holder, slice, part),
      epcs: some,
      ...expiry(at),
    })),
  );
