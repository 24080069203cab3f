import type { ToldPool } from '#shared/messages/pools-api.ts';
import { isKeyed, leftIn, type Pool, runsLow } from '#shared/serials/pool.ts';

/** A pool as anybody who may read it sees it: without its keys, wrapped as they are. */
export function tellPool(pool: Pool): ToldPool {
  const told = { left: leftIn(pool), low: runsLow(pool) };
  if (isKeyed(pool))
    return { ...pool, ...told, generations: pool.generations.map(({ generation, from }) => ({ generation, from })) };
  return { ...pool, ...told };
}
