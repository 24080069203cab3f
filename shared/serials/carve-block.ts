import { type Refusal, refuse } from '../refusal.ts';
import type { Pool } from './pool.ts';

/** Counters of a pool, both inclusive. */
export interface Block {
  readonly pool: string;
  readonly first: number;
  readonly last: number;
}

/** The next `count` counters of a pool. Committing it (`next` becomes `last + 1`) is the store's business. */
export function carveBlock(pool: Pool, count: number): Block | Refusal {
  if (!Number.isSafeInteger(count) || count < 1)
    return refuse('malformed', `a block has a whole number of serials, one or more, not ${count}`, { at: '/count' });
  const left = Math.max(0, pool.last - pool.next + 1);
  if (count > left)
    return refuse('pool-exhausted', `pool ${pool.id} has ${left} serials left, ${count} asked`, {
      remedy: left > 0 ? `ask for ${left} or fewer, or open another pool` : 'open another pool',
    });
  return { pool: pool.id, first: pool.next, last: pool.next + count - 1 };
}
