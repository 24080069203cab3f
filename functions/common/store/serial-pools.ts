import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { refuse } from '#shared/refusal.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { Refused } from '../refused.ts';
import { getRows } from './batches.ts';
import { issuerKey, poolListKey } from './keys.ts';
import { codesFrom, findCodes } from './listed-codes.ts';
import { changeSettings, changeState, rotatePool } from './serial-pools-change.ts';
import { type Also, createPool, findPool, type Here, poolsOf } from './serial-pools-create.ts';
import { readIssuer } from './serial-pools-row.ts';

export type SerialPools = ReturnType<typeof serialPools>;

/** The serials table: pools, the blocks carved from them, and the requests that carved them. */
export function serialPools(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: (tenant: string, id: string) => get(here, tenant, id),
    find: (tenant: string, id: string) => findPool(here, tenant, id),
    /** Pools by id: at most `limit`, beginning behind `after`. */
    list: (tenant: string, limit: number, after?: string) => list(here, tenant, limit, after),
    /**
     * Creates a pool and names it an issuer of its space.
     *
     * @param also what is written with it; a function is asked again whenever somebody else was faster
     * @throws Refused when another pool might issue the same codes
     */
    create: (tenant: string, pool: Pool, also?: Also | (() => Promise<Also>)) => createPool(here, tenant, pool, also),
    /** Freezes, thaws or retires a pool as it was read; `moved` when somebody changed it since. */
    changeState: (tenant: string, pool: Pool, state: Pool['state'], also?: Also) =>
      changeState(here, tenant, pool, state, also),
    /** Begins a new generation under a wrapped key; `moved` when somebody drew from the pool or changed it since it was read. */
    rotate: (tenant: string, pool: Pool, key: string, also?: Also) => rotatePool(here, tenant, pool, key, also),
    /** Sets threshold and refill, and removes those not given; `moved` when somebody changed the pool since it was read. */
    settings: (tenant: string, pool: Pool, settings: Pick<Pool, 'threshold' | 'refill'>, also?: Also) =>
      changeSettings(here, tenant, pool, settings, also),
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
