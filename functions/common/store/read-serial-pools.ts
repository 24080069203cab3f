import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { Refused } from '../refused.ts';
import { getRows } from './batches.ts';
import { issuerKey, poolListKey } from './keys.ts';
import { listPoolsOf, listSsccPools } from './list-pools-of.ts';
import { codesFrom, findCodes } from './listed-codes.ts';
import { findPool, type Here, poolsOf } from './serial-pools-find.ts';
import { readIssuer } from './serial-pools-row.ts';

/** The serials table for whoever only reads pools: their making and changing stays out of such a function. */
export function readSerialPools(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: (tenant: string, id: string) => get(here, tenant, id),
    find: (tenant: string, id: string) => findPool(here, tenant, id),
    /** Pools by id: at most `limit`, beginning behind `after`. */
    list: (tenant: string, limit: number, after?: string) => list(here, tenant, limit, after),
    /** The same of those that issue for a GTIN. */
    listOf: (tenant: string, gtin: string, limit: number, after?: string) =>
      listPoolsOf(here, tenant, gtin, limit, after),
    /** The same of those of SSCCs; a page may hold fewer and still name the next. */
    listSscc: (tenant: string, limit: number, after?: string) => listSsccPools(here, tenant, limit, after),
    /** Pools that issue for any of the spaces (see `spaceOf`). */
    issuersOf: (tenant: string, spaces: readonly string[]) => issuersOf(here, tenant, spaces),
    /** Codes of an imported pool, from counter `first` to `last`, row by row. */
    codesFrom: (tenant: string, pool: string, first: number, last: number) =>
      codesFrom(here, tenant, pool, first, last),
    /** Where codes of a GTIN stand in imported lists; those that are in none are left out. Constant time for each. */
    findCodes: (tenant: string, gtin: string, codes: readonly string[]) => findCodes(here, tenant, gtin, codes),
  };
}

async function get(here: Here, tenant: string, id: string): Promise<Pool> {
  const pool = await findPool(here, tenant, id);
  if (pool !== undefined) return pool;
  throw new Refused(refuse('not-found', `no pool ${id}`, { remedy: `PUT /api/pools/${id} creates it` }));
}

const listed = v.object({ sk: v.string() });

async function list(here: Here, tenant: string, limit: number, after?: string) {
  const { Items = [], LastEvaluatedKey } = await here.db.send(
    new QueryCommand({
      TableName: here.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': poolListKey(tenant, '').pk },
      ConsistentRead: true,
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: poolListKey(tenant, after) }),
    }),
  );
  const ids = Items.map((item) => v.parse(listed, item).sk);
  const pools = await poolsOf(here, tenant, ids);
  return { pools, ...(LastEvaluatedKey !== undefined && { next: ids.at(-1) ?? '' }) };
}

async function issuersOf(here: Here, tenant: string, spaces: readonly string[]): Promise<Pool[]> {
  const keys = [...new Set(spaces)].map((space) => issuerKey(tenant, space));
  const ids = (await getRows(here.db, here.table, keys)).flatMap((row) => readIssuer(row).pools);
  return poolsOf(here, tenant, ids);
}
