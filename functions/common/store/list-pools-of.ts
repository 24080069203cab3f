import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Pool } from '#shared/serials/pool.ts';
import { getRows } from './batches.ts';
import { issuerKey, poolListKey } from './keys.ts';
import { type Here, poolsOf } from './serial-pools-find.ts';
import { readIssuer } from './serial-pools-row.ts';

/** Rows of the list that are looked at for one page of SSCC pools: below the megabyte that one answer of the table may have. */
const MOST_LISTED = 5000;
/** Digits of a GTIN, which is the space of any pool but those of SSCCs: theirs is shorter. */
const GTIN_DIGITS = 14;

/** Pools by id, and behind which id to go on. */
export interface PoolPage {
  readonly pools: Pool[];
  readonly next?: string;
}

/** Pools that issue for a GTIN, by id: what stands behind the GTIN names them all, however many others there are. */
export async function listPoolsOf(
  here: Here,
  tenant: string,
  gtin: string,
  limit: number,
  after?: string,
): Promise<PoolPage> {
  const [row] = await getRows(here.db, here.table, [issuerKey(tenant, gtin)]);
  const ids = readIssuer(row)
    .pools.toSorted()
    .filter((id) => after === undefined || id > after);
  const shown = ids.slice(0, limit);
  const last = ids.length > shown.length ? shown.at(-1) : undefined;
  return { pools: await poolsOf(here, tenant, shown), ...(last !== undefined && { next: last }) };
}

/** `space` is absent of pools that were listed before it was. */
const listed = v.object({ sk: v.string(), space: v.optional(v.string(), '') });

/** Pools of SSCCs, by id: rows of the list tell them from the others without fetching those. A page may hold fewer, or none, and still name the next. */
export async function listSsccPools(here: Here, tenant: string, limit: number, after?: string): Promise<PoolPage> {
  const { Items = [], LastEvaluatedKey } = await here.db.send(
    new QueryCommand({
      TableName: here.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': poolListKey(tenant, '').pk },
      ConsistentRead: true,
      Limit: MOST_LISTED,
      ...(after !== undefined && { ExclusiveStartKey: poolListKey(tenant, after) }),
    }),
  );
  const rows = Items.map((item) => v.parse(listed, item));
  const ids = rows.filter(({ space }) => space.length < GTIN_DIGITS).map(({ sk }) => sk);
  const shown = ids.slice(0, limit);
  const isAll = shown.length === ids.length;
  const last = isAll ? LastEvaluatedKey && rows.at(-1)?.sk : shown.at(-1);
  return { pools: await poolsOf(here, tenant, shown), ...(last !== undefined && { next: last }) };
}
