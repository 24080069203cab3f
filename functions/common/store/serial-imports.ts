import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { importStates, listProblem, listTypes } from '#shared/messages/pools-api.ts';
import type { ImportedPool } from '#shared/serials/pool.ts';
import { putRows, type Row } from './batches.ts';
import { due } from './due.ts';
import { importKey, importWakeKey, issuerKey, poolKey } from './keys.ts';
import { codeAt, dropCodesFrom, readBucket } from './listed-codes.ts';
import { wonOrLost } from './lost-condition.ts';
import { type Also, findPool, issuerOf, issuerUnchanged } from './serial-pools-create.ts';
import type { Issuer } from './serial-pools-row.ts';
import { updateExpression } from './update-expression.ts';

const counter = v.pipe(v.number(), v.integer(), v.minValue(0));
const storedImport = v.object({
  importId: v.string(),
  pool: v.string(),
  state: v.picklist(importStates),
  /** What of the bucket it is, as it was when it came. */
  key: v.string(),
  etag: v.string(),
  bytes: counter,
  mediaType: v.picklist(listTypes),
  by: v.string(),
  home: v.string(),
  at: v.string(),
  endedAt: v.exactOptional(v.string()),
  first: v.exactOptional(counter),
  last: v.exactOptional(counter),
  count: v.exactOptional(counter),
  problems: v.exactOptional(v.array(listProblem)),
  remedy: v.exactOptional(v.string()),
});
/** A list of codes on its way into a pool. Its row is the truth; the queue only wakes. */
export type SerialImport = v.InferOutput<typeof storedImport>;

/** How a list is called among those of its GTIN. */
export const listName = ({ pool, importId }: Pick<SerialImport, 'pool' | 'importId'>) => `${pool}#${importId}`;

export const hasEnded = ({ state }: SerialImport): boolean => state === 'imported' || state === 'refused';

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  readonly deliveriesTable: string;
}

export type SerialImports = ReturnType<typeof serialImports>;

/** Lists of codes in the serials table; beside each that has not ended stands a row of the deliveries table by which `sweep` finds it. */
export function serialImports(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  const here = { db, table, deliveriesTable };
  return {
    get: (tenant: string, pool: string, importId: string) => get(here, tenant, pool, importId),
    /** Imports of a pool by id: at most `limit`, beginning behind `after`. */
    list: (tenant: string, pool: string, limit: number, after?: string) => list(here, tenant, pool, limit, after),
    create: (tenant: string, row: SerialImport, dueAt: Date) => create(here, tenant, row, dueAt),
    /** Takes the GTIN for one list at a time; taking it again for the same list is harmless. */
    claim: (tenant: string, gtin: string, row: SerialImport) => claim(here, tenant, gtin, row),
    issuer: (tenant: string, gtin: string) => issuerOf(here, tenant, gtin),
    bucket: (tenant: string, gtin: string, bucket: number) => readBucket(here, tenant, gtin, bucket),
    codeAt: (tenant: string, pool: string, at: number) => codeAt(here, tenant, pool, at),
    /** Says that rows of its codes may be there from now on, and when to look again. */
    storing: (tenant: string, row: SerialImport, dueAt: Date) => storing(here, tenant, row, dueAt),
    putRows: (rows: readonly Row[]) => putRows(db, table, rows),
    lastOf: async (tenant: string, pool: string) => (await findPool(here, tenant, pool))?.last ?? -1,
    dropCodesFrom: (tenant: string, pool: string, first: number) => dropCodesFrom(here, tenant, pool, first),
    /** Lets the pool have the codes: all of them or none. */
    finish: (tenant: string, arrived: Arrived, also: Also) =>
      wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: [...arrival(here, tenant, arrived), ...also] })),
        'imported',
        'overtaken',
      ),
    /** Ends a list without its codes. Its claim stands until what it has put is cleared away. */
    refuse: (tenant: string, row: SerialImport) => refuse(here, tenant, row),
    /** Lets other lists come in after one that was refused. */
    release: (tenant: string, gtin: string, row: SerialImport) => release(here, tenant, gtin, row),
  };
}

/** A list that is stored, and what its pool and GTIN were when it was judged. */
export interface Arrived {
  readonly row: SerialImport & { readonly first: number; readonly last: number; readonly endedAt: string };
  readonly pool: ImportedPool;
  readonly issuer: Issuer;
  readonly lengths: Readonly<Record<string, number>>;
  readonly letters: string;
}

async function get({ db, table }: Here, tenant: string, pool: string, importId: string) {
  const Key = importKey(tenant, pool, importId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedImport, Item);
}

async function list({ db, table }: Here, tenant: string, pool: string, limit: number, after?: string) {
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': importKey(tenant, pool, '').pk },
      ConsistentRead: true,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: importKey(tenant, pool, after) }),
    }),
  );
  const imports = Items.map((item) => v.parse(storedImport, item));
  return { imports, ...(LastEvaluatedKey !== undefined && { next: imports.at(-1)?.importId ?? '' }) };
}

function create({ db, table, deliveriesTable }: Here, tenant: string, row: SerialImport, dueAt: Date) {
  const { pool, importId } = row;
  const wake = due(tenant, dueAt, 'import', { tenant, pool, importId });
  const TransactItems = [
    {
      Put: {
        TableName: table,
        Item: { ...importKey(tenant, pool, importId), ...row },
        ConditionExpression: 'attribute_not_exists(pk)', // one import id may be sent twice at once: one list comes in
      },
    },
    { Put: { TableName: deliveriesTable, Item: { ...importWakeKey(tenant, listName(row)), ...wake } } },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

function claim({ db, table }: Here, tenant: string, gtin: string, row: SerialImport) {
  const TransactItems = [
    {
      ConditionCheck: {
        TableName: table,
        Key: importKey(tenant, row.pool, row.importId),
        ConditionExpression: 'attribute_not_exists(endedAt)', // another worker may have ended it: nobody would let go of the claim
      },
    },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, gtin),
        UpdateExpression: 'SET importing = :name',
        // Two lists of one GTIN may come at once, each judged before the other was there: one waits for the other's end.
        ConditionExpression: 'attribute_not_exists(importing) OR importing = :name',
        ExpressionAttributeValues: { ':name': listName(row) },
      },
    },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'claimed', 'held');
}

async function storing({ db, table, deliveriesTable }: Here, tenant: string, row: SerialImport, dueAt: Date) {
  const { pool, importId } = row;
  const wake = due(tenant, dueAt, 'import', { tenant, pool, importId });
  const TransactItems = [
    {
      Update: {
        TableName: table,
        Key: importKey(tenant, pool, importId),
        ...updateExpression({ state: 'storing' }),
        ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
      },
    },
    { Put: { TableName: deliveriesTable, Item: { ...importWakeKey(tenant, listName(row)), ...wake } } },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'storing', 'ended');
}

function arrival({ table, deliveriesTable }: Here, tenant: string, arrived: Arrived): Also {
  const { row, pool, issuer, lengths, letters } = arrived;
  const { condition, values } = issuerUnchanged(issuer);
  const { first, last, endedAt } = row;
  return [
    {
      Update: {
        TableName: table,
        Key: poolKey(tenant, pool.id),
        UpdateExpression: 'SET #last = :last, lengths = :lengths, letters = :letters',
        // A second worker of the same list may be first, and a person may retire the pool.
        ConditionExpression: '#last = :before AND #state <> :retired',
        ExpressionAttributeNames: { '#last': 'last', '#state': 'state' },
        ExpressionAttributeValues: {
          ':last': last,
          ':before': first - 1,
          ':lengths': lengths,
          ':letters': letters,
          ':retired': 'retired',
        },
      },
    },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, pool.gtin),
        UpdateExpression: 'SET lists = :after REMOVE importing',
        ConditionExpression: condition, // a pool may have been made since the codes were compared with all there were
        ExpressionAttributeValues: { ...values, ':after': issuer.lists + 1 },
      },
    },
    {
      Update: {
        TableName: table,
        Key: importKey(tenant, pool.id, row.importId),
        ...updateExpression({ state: 'imported', first, last, count: last - first + 1, endedAt }),
        ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
      },
    },
    { Delete: { TableName: deliveriesTable, Key: importWakeKey(tenant, listName(row)) } },
  ];
}

function refuse({ db, table }: Here, tenant: string, row: SerialImport) {
  const { problems = [], remedy, endedAt } = row;
  const update = new UpdateCommand({
    TableName: table,
    Key: importKey(tenant, row.pool, row.importId),
    ...updateExpression({ state: 'refused', problems, remedy, endedAt }),
    ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
  });
  return wonOrLost(() => db.send(update), 'refused', 'ended');
}

function release({ db, table, deliveriesTable }: Here, tenant: string, gtin: string, row: SerialImport) {
  const TransactItems: Also = [
    { Delete: { TableName: deliveriesTable, Key: importWakeKey(tenant, listName(row)) } },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, gtin),
        UpdateExpression: 'REMOVE importing',
        ConditionExpression: 'importing = :name', // a second worker may have let go already, and another list come in
        ExpressionAttributeValues: { ':name': listName(row) },
      },
    },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'released', 'not-held');
}
