import { leftIn, type Pool, runsLow } from '../serials/pool.ts';
import type { Happening } from './kinds.ts';

const dataOf = (pool: Pool) => ({
  pool: pool.id,
  left: leftIn(pool),
  ...(pool.kind !== 'sscc' && { gtin: pool.gtin }),
  ...(pool.threshold !== undefined && { threshold: pool.threshold }),
});

/** What integrators are told of a pool by a draw that leaves it with fewer serials than it should have. One that ran low before says nothing new. */
export function ranLow(before: Pool, after: Pool, at: Date): Happening[] {
  if (runsLow(before) || !runsLow(after)) return [];
  return [{ kind: 'stock.low', subject: `pool ${after.id}`, at: at.toISOString(), data: dataOf(after) }];
}

/** What they are told of a pool that had too few for a request: once, however often it is asked before it has more. */
export const ranOut = (pool: Pool, at: Date): Happening => ({
  kind: 'stock.exhausted',
  subject: `pool ${pool.id}`,
  at: at.toISOString(),
  once: `${pool.next} of ${pool.last}`,
  data: dataOf(pool),
});
