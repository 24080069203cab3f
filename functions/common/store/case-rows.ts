import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import type { Key } from './batches.ts';
import { type CaseCondition, listCases } from './list-cases.ts';
import { wonOrLost } from './lost-condition.ts';

type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** What cases of any kind have in common. */
type AnyCase = {
  readonly tenant: string;
  readonly id: string;
  readonly updatedAt: string;
  /** Grows with every change. */
  readonly version: number;
  /** Rows of its history. */
  readonly entries: number;
};

/** How cases of a kind are kept. */
export interface CaseKind<Case extends AnyCase, Entry> {
  readonly caseKey: (tenant: string, id: string) => Key;
  readonly historyKey: (tenant: string, id: string, n: number) => Key;
  readonly stored: v.GenericSchema<unknown, Case>;
  readonly entry: v.GenericSchema<unknown, Entry>;
  /** Attributes by which `sweep` finds it. */
  readonly dueOf: (row: Case) => object;
  /** Rows that tell integrators what became of it. */
  readonly announced: (table: string, before: Case | undefined, after: Case) => Writes;
}

/** A case before and after, and what its history says of that. Without `before` it is a new one. */
export interface ChangeOf<Case, Entry> {
  readonly before?: Case | undefined;
  readonly after: Case;
  readonly entries: readonly Omit<Entry, 'n'>[];
}

const pointer = v.object({ id: v.string(), digest: v.optional(v.string(), '') });

/** Cases in a table, each a row, with a history of rows that are written once and never again. Both are kept. */
export function caseRows<Case extends AnyCase, Entry>(
  db: DynamoDBDocumentClient,
  table: string,
  kind: CaseKind<Case, Entry>,
) {
  const { caseKey, historyKey, stored, entry } = kind;
  const item = async (key: Key) => {
    const { pk, sk } = key;
    return (await db.send(new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }))).Item;
  };
  const get = async (tenant: string, id: string): Promise<Case | undefined> => {
    const found = await item(caseKey(tenant, id));
    return found && v.parse(stored, found);
  };
  return {
    item,
    get,
    /** The case that a row of this key leads to, and what tells whatever wrote that from others of its name. */
    pointed: async (tenant: string, key: Key): Promise<{ row: Case; digest: string } | undefined> => {
      const found = await item(key);
      const to = found && v.parse(pointer, found);
      const row = to && (await get(tenant, to.id));
      return row && { row, digest: to.digest };
    },
    /** One page, the latest first; it may be short and still have a next. */
    list: (tenant: string, wanted: Page<Case>) => {
      const rows = { keyOf: (id: string) => caseKey(tenant, id), parse: (one: unknown) => v.parse(stored, one) };
      return listCases(db, table, rows, wanted);
    },
    /** The oldest first: at most `limit`, from place `from` on. */
    history: async (tenant: string, id: string, from = 0, limit = 500): Promise<Entry[]> => {
      const { pk, sk } = historyKey(tenant, id, from);
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk >= :from',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk },
        Limit: limit,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((one) => v.parse(entry, one));
    },
    /**
     * Changes cases with their histories, and the audit trail where a person did it: all or nothing. `moved` when one of them stands otherwise by now.
     *
     * @param more what else is written with a change
     */
    commit: async <Change extends ChangeOf<Case, Entry>>(
      changes: readonly Change[],
      at: Date,
      audit: AuditRow | undefined,
      more: (change: Change, row: Case) => Writes,
    ): Promise<readonly Case[] | 'moved'> => {
      const done = changes.map((change) => ({ change, row: rowOf(change, at) }));
      const writes = done.flatMap(({ change, row }) => [...writesOf(table, kind, change, row), ...more(change, row)]);
      const told = done.flatMap(({ change: { before }, row }) => kind.announced(table, before, row));
      const TransactItems = [...writes, ...told, ...(audit === undefined ? [] : [audit])];
      const outcome = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'done', 'moved');
      return outcome === 'done' ? done.map(({ row }) => row) : outcome;
    },
  };
}

interface Page<Case> {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly conditions: readonly CaseCondition[];
  readonly fits?: ((row: Case) => boolean) | undefined;
}

/** A row that is there once: whoever comes second, with the same or something else of its name, finds the first. */
export const putOnce = (TableName: string, Item: Record<string, unknown>) => ({
  Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

const rowOf = <Case extends AnyCase, Entry>({ before, after, entries }: ChangeOf<Case, Entry>, at: Date): Case => ({
  ...after,
  updatedAt: at.toISOString(),
  version: (before?.version ?? 0) + 1,
  entries: (before?.entries ?? 0) + entries.length,
});

function writesOf<Case extends AnyCase, Entry>(
  TableName: string,
  { caseKey, historyKey, dueOf }: CaseKind<Case, Entry>,
  { before, entries }: ChangeOf<Case, Entry>,
  row: Case,
): Writes {
  const { tenant, id } = row;
  const Item = { ...caseKey(tenant, id), ...row, ...dueOf(row) };
  const seen = { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before?.version } };
  // Two people or both sides at once, and what goes on by itself beside them: what came first stands, and the other reads it again.
  const put = before === undefined ? putOnce(TableName, Item) : { Put: { TableName, Item, ...seen } };
  const told = entries.map((one, i) => {
    const n = (before?.entries ?? 0) + i;
    // History grows only, whoever writes it.
    return putOnce(TableName, { ...historyKey(tenant, id, n), n, ...one });
  });
  return [put, ...told];
}
