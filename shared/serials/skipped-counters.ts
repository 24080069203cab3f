import { type Ciphers, spansOf } from './ciphers.ts';
import type { Pool, RandomPool } from './pool.ts';
import { serialsUnder } from './random-counters.ts';

/** Counters judged at a time. */
const batchSize = 8192;

/**
 * Those of the counters `first` to `last` (both inclusive) that are never issued, ascending: an older key has issued the serial that stands
 * under them. Only pools whose keys were changed have any.
 */
export function skippedCounters(pool: Pool, first: number, last: number, ciphers: Ciphers): number[] {
  if (pool.kind !== 'random' || pool.generations.length < 2) return [];
  const skips: number[] = [];
  for (const [i, span] of spansOf(pool).entries()) {
    if (i === 0) continue;
    const end = Math.min(last + 1, span.end);
    for (let from = Math.max(first, span.from); from < end; from += batchSize)
      appendSkips(skips, pool, i, from, Math.min(batchSize, end - from), ciphers);
  }
  return skips;
}

function appendSkips(skips: number[], pool: RandomPool, index: number, from: number, count: number, ciphers: Ciphers) {
  const spans = spansOf(pool);
  const serials = serialsUnder(pool, ciphers(spans[index]?.generation ?? 0), from, count);
  const isTaken = new Uint8Array(count);
  for (const older of spans.slice(0, index)) {
    if (older.end === older.from) continue;
    const counters = serials.under(ciphers(older.generation));
    for (let i = 0; i < count; i++) {
      const counter = counters[i] ?? 0;
      if (counter >= older.from && counter < older.end) isTaken[i] = 1;
    }
  }
  for (let i = 0; i < count; i++) if (isTaken[i] === 1) skips.push(from + i);
}
