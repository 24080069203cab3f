import { type Refusal, refuse } from '../refusal.ts';
import type { Ciphers } from './ciphers.ts';
import { mayDraw } from './may-draw.ts';
import { leftIn, type Pool, runsLow } from './pool.ts';
import { mostAtOnce, skippedCounters } from './skipped-counters.ts';

/** Counters of a pool, both inclusive, without those skipped. */
export interface Block {
  readonly pool: string;
  readonly first: number;
  readonly last: number;
  /** Counters in between that are not issued, ascending; absent when there are none. */
  readonly skips?: readonly number[];
}

/** A block, or any part of one, to be spelled out. */
export interface BlockPart {
  readonly first: number;
  readonly last: number;
  readonly skips?: readonly number[] | undefined;
}

/**
 * The next `count` serials of a pool. Committing it (`next` becomes `last + 1`, on condition that the pool's `next` and `revision` stand) is
 * the store's business. A pool whose keys were never changed asks for no cipher; one whose keys were changed gives only so many at once (`too-large`).
 *
 * @param market the profile that the serials are wanted for, where the caller says it
 */
export function carveBlock(pool: Pool, count: number, ciphers: Ciphers, market?: string): Block | Refusal {
  if (!Number.isSafeInteger(count) || count < 1)
    return refuse('malformed', `a block has a whole number of serials, one or more, not ${count}`, { at: '/count' });
  const forbidden = mayDraw(pool, market);
  if (forbidden) return forbidden;
  const left = leftIn(pool);
  if (count > left) return exhausted(pool, left, count);
  const most = mostAtOnce(pool);
  if (count > most) return tooMany(pool, most, count);
  const skips: number[] = [];
  let last = pool.next - 1;
  for (let missing = count; missing > 0; ) {
    const from = last + 1;
    last = Math.min(last + missing, pool.last);
    if (from > last) return exhausted(pool, count - missing, count);
    const found = skippedCounters(pool, from, last, ciphers);
    for (const skip of found) skips.push(skip);
    missing -= last - from + 1 - found.length;
  }
  return { pool: pool.id, first: pool.next, last, ...(skips.length > 0 && { skips }) };
}

const tooMany = ({ id }: Pool, most: number, count: number): Refusal =>
  refuse('too-large', `pool ${id} has had several keys: a request draws ${most} serials at most, not ${count}`, {
    at: '/count',
    rule: 'Seriate: a serial is issued once, so each is looked up under every older key',
    remedy: `ask for ${most} or fewer, several times`,
  });

function exhausted(pool: Pool, left: number, count: number): Refusal {
  const more = moreFor(pool);
  return refuse('pool-exhausted', `pool ${pool.id} has ${left} serials left, ${count} asked`, {
    at: '/count',
    remedy: left > 0 ? `ask for ${left} or fewer, or ${more}` : more,
  });
}

/** Where more come from. Who refills a pool is asked when it runs low, so a list that people bring in beside that is one list too many. */
function moreFor(pool: Pool): string {
  if (pool.kind !== 'imported') return 'open another pool';
  const list = `import another list: PUT /api/pools/${pool.id}/imports/{importId}`;
  if (pool.refill === undefined || pool.threshold === undefined) return list;
  if (runsLow(pool))
    return `wait for the refill of ${pool.refill.amount} that is set for the pool, and ask again with the same request id: GET /api/refills tells how it stands; one that failed goes on only when it is tried again: POST /api/refills/{refillId}/retry`;
  return `raise the threshold above ${leftIn(pool)}, so that the pool is refilled: PUT /api/pools/${pool.id}/settings; or ${list}`;
}
