import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { due } from './due.ts';
import { nmvsTransactionKey } from './keys.ts';
import { claimWork, dueAt, type Lease, noteWork, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { type NmvsChange, type NmvsTransaction, storedTransaction } from './nmvs-transaction-row.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than any function that has a transaction in hand may run. */
const LEASE_MS = 150_000;
/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;

/** A transaction in hand; only the holder of the lease may change it. `attempts` counts the try. */
export interface NmvsClaim {
  readonly row: NmvsTransaction;
  readonly lease: Lease;
}

export interface WantedTransactions {
  readonly state?: string | undefined;
  readonly country?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

const workOf = (tenant: string, id: string): Work => ({
  key: nmvsTransactionKey(tenant, id),
  tenant,
  queue: 'nmvs',
  message: { tenant, transaction: id },
});

export type NmvsTransactions = ReturnType<typeof nmvsTransactions>;

/** Transactions with NMVS in the deliveries table: the row is written before anything is sent, and is the truth. They are kept. */
export function nmvsTransactions(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  const get = async (tenant: string, id: string): Promise<NmvsTransaction | undefined> => {
    const Key = nmvsTransactionKey(tenant, id);
    const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && v.parse(storedTransaction, Item);
  };
  return {
    get,
    list: (tenant: string, wanted: WantedTransactions) => list(here, tenant, wanted),
    /** Writes a transaction and takes it up at once; undefined when there is one of that id. */
    begin: async (row: NmvsTransaction, at: Date): Promise<NmvsClaim | undefined> => {
      const work = workOf(row.tenant, row.id);
      const end = new Date(at.getTime() + LEASE_MS);
      const until = end.toISOString();
      const taken = { ...row, attempts: 1, notBefore: at.toISOString(), leasedUntil: until };
      const Item = { ...work.key, ...taken, ...due(row.tenant, end, work.queue, work.message) };
      // A request that is sent twice at once is one transaction: the first has it in hand.
      const put = new PutCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' });
      const begun = await wonOrLost(() => db.send(put), 'begun', 'exists');
      return begun === 'begun' ? { row: { ...row, attempts: 1 }, lease: { work, until } } : undefined;
    },
    /** Takes up a transaction that is due and in nobody's hands. */
    claim: async (tenant: string, id: string, at: Date): Promise<NmvsClaim | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, id), at, LEASE_MS);
      return claimed && { row: v.parse(storedTransaction, claimed.row), lease: claimed.lease };
    },
    /** Records what is about to happen, before it does. */
    note: ({ lease }: NmvsClaim, change: NmvsChange) => noteWork(here, lease, change),
    /** Ends a turn: how the transaction stands, and when it goes on, if it does. */
    settle: ({ lease }: NmvsClaim, change: NmvsChange, at: Date, next?: Date) =>
      settleWork(here, lease, { ...change, updatedAt: at.toISOString() }, next),
    /** Has an unclear or failed one taken up again, and says so in the audit trail. */
    reopen: (row: NmvsTransaction, at: Date, audit: AuditRow) => reopen(here, row, at, audit),
  };
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

async function list({ db, table }: Here, tenant: string, { state, country, limit, after }: WantedTransactions) {
  const found: NmvsTransaction[] = [];
  const wanted = Object.entries({ state, country }).filter(([, value]) => value !== undefined);
  const filter = wanted.length > 0 && {
    FilterExpression: wanted.map(([name]) => `#${name} = :${name}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(wanted.map(([name]) => [`#${name}`, name])),
  };
  let next = after;
  for (let read = 0; found.length < limit && read < MOST_READ; ) {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      Limit: limit,
      ...filter,
      ExpressionAttributeValues: {
        ':pk': nmvsTransactionKey(tenant, '').pk,
        ...Object.fromEntries(wanted.map(([name, value]) => [`:${name}`, value])),
      },
      ...(next !== undefined && { ExclusiveStartKey: nmvsTransactionKey(tenant, next) }),
    });
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(query);
    read += ScannedCount;
    found.push(...Items.map((item) => v.parse(storedTransaction, item)));
    next = LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']);
    if (next === undefined) break;
  }
  const transactions = found.slice(0, limit);
  const last = found.length > limit ? transactions.at(-1)?.id : next;
  return { transactions, ...(last !== undefined && { next: last }) };
}

function reopen({ db, table }: Here, row: NmvsTransaction, at: Date, audit: AuditRow) {
  const state = row.state === 'unclear' ? 'checking' : 'due';
  const work = workOf(row.tenant, row.id);
  const fresh = { state, attempts: 0, polls: 0, updatedAt: at.toISOString(), ...dueAt(work, at) };
  const change = updateExpression(fresh, ['failure']);
  const Update = {
    TableName: table,
    Key: work.key,
    ...change,
    ConditionExpression: '#state = :was AND #updatedAt = :seen', // two people may ask at once: it is begun once
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':was': row.state, ':seen': row.updatedAt },
  };
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [{ Update }, audit] })), 'begun', 'moved');
}
