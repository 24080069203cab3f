import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ciphersOf } from '#common/pool-cipher.ts';
import { pause } from '#common/store/backoff.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type Block, carveBlock } from '#shared/serials/carve-block.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { tables } from './dynoxide.ts';
import { openCipher } from './open-cipher.ts';

/** Who serials are drawn for: a partner, a site of its own, or its tenant here. */
export interface Given {
  readonly partner?: string;
  readonly site?: string;
  readonly home?: string;
}

/** Draws serials from the counter of a pool as a request does, until nobody else is faster. The pool is told as it was before. */
export async function drawBlock(
  db: DynamoDBDocumentClient,
  tenant: string,
  id: string,
  { count, requestId, home, ...given }: { count: number; requestId: string } & Given,
): Promise<{ pool: Pool; block: Block }> {
  const [pools, blocks] = [serialPools(db, tables.serials), serialBlocks(db, tables.serials)];
  for (let attempt = 1; ; attempt++) {
    if (attempt > 1) await pause(attempt);
    const pool = await pools.get(tenant, id);
    const block = carveBlock(pool, count, await ciphersOf(openCipher, tenant, pool));
    if (isRefusal(block)) throw new Error(block.detail);
    const { pool: _, ...counter } = block;
    const request = { requestId, pool: id, count, site: 'site-1', ...given };
    const who = home === undefined ? {} : { who: { home, caller: 'test' } };
    const draw = { pool, request, from: { counter }, at: new Date('2026-03-01T10:00:00Z'), ...who };
    if ((await blocks.allocate(tenant, draw)) === 'committed') return { pool, block };
  }
}
