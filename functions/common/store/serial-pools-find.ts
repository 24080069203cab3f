import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Pool } from '#shared/serials/pool.ts';
import { getRows } from './batches.ts';
import { poolKey } from './keys.ts';
import { readPool } from './serial-pools-row.ts';

export interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

export async function findPool({ db, table }: Here, tenant: string, id: string): Promise<Pool | undefined> {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key: poolKey(tenant, id), ConsistentRead: true }));
  return Item && readPool(Item);
}

/** In the order of the ids, so that whoever asks twice sees the same first one. */
export async function poolsOf({ db, table }: Here, tenant: string, ids: readonly string[]): Promise<Pool[]> {
  const keys = ids.map((id) => poolKey(tenant, id));
  const pools = new Map((await getRows(db, table, keys)).map(readPool).map((pool) => [pool.id, pool]));
  return ids.flatMap((id) => pools.get(id) ?? []);
}
