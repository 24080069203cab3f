import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { filteredPage } from './filtered-page.ts';
import { nmvsMixedKey, nmvsTransactionKey } from './keys.ts';
import { dueAt, type Lease, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { type NmvsMixed, storedMixed } from './nmvs-mixed-row.ts';
import {
  type MixedTransaction,
  type NmvsChange,
  type NmvsTransaction,
  storedTransaction,
} from './nmvs-transaction-row.ts';
import { updateExpression } from './update-expression.ts';
import { workRows } from './work-rows.ts';

/** Longer than any function that has a transaction in hand may run. */
const LEASE_MS = 150_000;

/** A transaction in hand; only the holder of the lease may change it. `attempts` counts the try. */
export interface NmvsClaim<Row extends NmvsTransaction = NmvsTransaction> {
  readonly row: Row;
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

const kind = { read: (item: unknown) => v.parse(storedTransaction, item), workOf, leaseMs: LEASE_MS };

export type NmvsTransactions = ReturnType<typeof nmvsTransactions>;

/** Transactions with NMVS in the deliveries table: the row is written before anything is sent, and is the truth. They are kept. */
export function nmvsTransactions(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    ...workRows<NmvsTransaction, NmvsChange>(here, kind),
    list: (tenant: string, wanted: WantedTransactions) => list(here, tenant, wanted),
    /** Writes a mixed request with its parts, which are due at once: all or nothing. `exists` when there is one of that id. */
    beginMixed: (mixed: NmvsMixed, parts: readonly MixedTransaction[], at: Date) => {
      const Key = nmvsMixedKey(mixed.tenant, mixed.id);
      // A request that is sent twice at once is one: who comes second finds the first.
      const head = {
        Put: { TableName: table, Item: { ...Key, ...mixed }, ConditionExpression: 'attribute_not_exists(pk)' },
      };
      const rows = parts.map((row) => {
        const work = workOf(row.tenant, row.id);
        return { Put: { TableName: table, Item: { ...work.key, ...row, ...dueAt(work, at) } } };
      });
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [head, ...rows] })), 'begun', 'exists');
    },
    mixed: async (tenant: string, id: string): Promise<NmvsMixed | undefined> => {
      const get = new GetCommand({ TableName: table, Key: nmvsMixedKey(tenant, id), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(storedMixed, Item);
    },
    /** Has an unclear or failed one taken up again, and says so in the audit trail. */
    reopen: (row: NmvsTransaction, retried: NonNullable<NmvsTransaction['retried']>, at: Date, audit: AuditRow) =>
      reopen(here, row, retried, at, audit),
  };
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

async function list({ db, table }: Here, tenant: string, { state, country, limit, after }: WantedTransactions) {
  const fits = { state, country };
  const { rows, ...more } = await filteredPage(db, {
    table,
    pk: nmvsTransactionKey(tenant, '').pk,
    fits,
    limit,
    after,
  });
  return { transactions: rows.map((row): NmvsTransaction => v.parse(storedTransaction, row)), ...more };
}

function reopen(
  { db, table }: Here,
  row: NmvsTransaction,
  retried: NonNullable<NmvsTransaction['retried']>,
  at: Date,
  audit: AuditRow,
) {
  const state = row.state === 'unclear' ? 'checking' : 'due';
  const work = workOf(row.tenant, row.id);
  const fresh = { retried, state, attempts: 0, polls: 0, updatedAt: at.toISOString(), ...dueAt(work, at) };
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
