import type { ToldPool } from '#shared/messages/pools-api.ts';
import { leftIn, type Pool, runsLow } from '#shared/serials/pool.ts';
import { daysLeft, drawnLately } from '#shared/serials/pool-use.ts';

/** A pool as anybody who may read it sees it at a time: without its keys, wrapped as they are. */
export function tellPool(whole: Pool, at: Date): ToldPool {
  const { use, ...pool } = whole;
  const left = leftIn(whole);
  const drawn = drawnLately(use, at);
  const days = daysLeft(left, drawn);
  const told = {
    left,
    low: runsLow(whole),
    ...(drawn !== undefined && { drawn }),
    ...(days !== undefined && { daysLeft: days }),
  };
  if ('generations' in pool)
    return { ...pool, ...told, generations: pool.generations.map(({ generation, from }) => ({ generation, from })) };
  return { ...pool, ...told };
}
