import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { putRows, type Row } from './batches.ts';
import { importKey } from './keys.ts';
import { codeAt, dropBucketsOf, dropCodesFrom, readBucket } from './listed-codes.ts';
import { putCodes } from './put-codes.ts';
import { type ImportTables, type SerialImport, storedImport } from './serial-import-row.ts';
import { claim, create, storing } from './serial-imports-begin.ts';
import { type Arrived, finish, refuse, release } from './serial-imports-end.ts';
import { type Also, issuerOf } from './serial-pools-create.ts';
import { findPool } from './serial-pools-find.ts';

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
    /** Puts rows of its codes, until the list has ended. */
    putCodes: (tenant: string, row: SerialImport, rows: readonly Row[]) => putCodes(here, tenant, row, rows),
    /** Puts rows that no other list has. */
    putRows: (rows: readonly Row[]) => putRows(db, table, rows),
    lastOf: async (tenant: string, pool: string) => (await findPool(here, tenant, pool))?.last ?? -1,
    dropCodesFrom: (tenant: string, pool: string, first: number) => dropCodesFrom(here, tenant, pool, first),
    dropBucketsOf: (tenant: string, gtin: string, list: string, buckets: Iterable<number>) =>
      dropBucketsOf(here, tenant, gtin, list, buckets),
    /** Lets the pool have the codes: all of them or none. */
    finish: (tenant: string, arrived: Arrived, also: Also) => finish(here, tenant, arrived, also),
    /** Ends a list without its codes. Its claim stands until what it has put is cleared away. */
    refuse: (tenant: string, row: SerialImport) => refuse(here, tenant, row),
    /** Lets other lists come in after one that was refused. */
    release: (tenant: string, gtin: string, row: SerialImport) => release(here, tenant, gtin, row),
  };
}

async function get({ db, table }: ImportTables, tenant: string, pool: string, importId: string) {
  const Key = importKey(tenant, pool, importId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedImport, Item);
}

async function list({ db, table }: ImportTables, tenant: string, pool: string, limit: number, after?: string) {
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
