import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { due } from './due.ts';
import { claimWork, type Lease, noteWork, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';

/** A row of work in hand; only the holder of the lease may change it. `attempts` counts the try. */
export interface ClaimedRow<Row> {
  readonly row: Row;
  readonly lease: Lease;
}

/** Work of one kind: how its rows are read, and where each stands. */
export interface KindOfWork<Row> {
  readonly read: (item: unknown) => Row;
  readonly workOf: (tenant: string, id: string) => Work;
  /** Longer than any function that has such work in hand may run. */
  readonly leaseMs: number;
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** Rows of work that are written before anything is done, are the truth about it, and are kept. */
export function workRows<
  Row extends { readonly tenant: string; readonly id: string; readonly attempts: number },
  Change extends Record<string, unknown>,
>(here: Here, { read, workOf, leaseMs }: KindOfWork<Row>) {
  const { db, table } = here;
  return {
    get: async (tenant: string, id: string): Promise<Row | undefined> => {
      const { key: Key } = workOf(tenant, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && read(Item);
    },
    /** Writes a row and takes it up at once; undefined when there is one of that id. */
    begin: async (row: Row, at: Date): Promise<ClaimedRow<Row> | undefined> => {
      const work = workOf(row.tenant, row.id);
      const end = new Date(at.getTime() + leaseMs);
      const until = end.toISOString();
      const taken = { ...row, attempts: 1, notBefore: at.toISOString(), leasedUntil: until };
      const Item = { ...work.key, ...taken, ...due(row.tenant, end, work.queue, work.message) };
      // A request that is sent twice at once is one piece of work: the first has it in hand.
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      const begun = await wonOrLost(() => db.send(put), 'begun', 'exists');
      return begun === 'begun' ? { row: { ...row, attempts: 1 }, lease: { work, until } } : undefined;
    },
    /** Takes up a row that is due and in nobody's hands. */
    claim: async (tenant: string, id: string, at: Date): Promise<ClaimedRow<Row> | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, id), at, leaseMs);
      return claimed && { row: read(claimed.row), lease: claimed.lease };
    },
    /** Records what is about to happen, or evidence as it comes. @throws when the lease ran out */
    note: ({ lease }: ClaimedRow<Row>, change: Change) => noteWork(here, lease, change),
    /** Ends a turn: how it stands, and when it goes on, if it does. */
    settle: ({ lease }: ClaimedRow<Row>, change: Change, at: Date, next?: Date) =>
      settleWork(here, lease, { ...change, updatedAt: at.toISOString() }, next),
  };
}
