import { type Ciphers, spansOf } from './ciphers.ts';
import { ff1Shape } from './ff1.ts';
import { isNarrow } from './ff1-narrow.ts';
import type { Pool, RandomPool } from './pool.ts';
import { domainOf, serialsUnder } from './random-counters.ts';

/**
 * Serials looked up under older keys at most when a block is carved: some seconds of one processor, where whoever asked waits 29. Domains beyond
 * 2^52 a half are reckoned in big integers, sixteen times as long.
 */
const mostLookUps = { narrow: 4_000_000, wide: 250_000 };

/** The most serials that may be carved at once: each is looked up under every older key that has issued any. `Infinity` where there is none. */
export function mostAtOnce(pool: Pool): number {
  if (pool.kind !== 'random') return Number.POSITIVE_INFINITY;
  const older = spansOf(pool)
    .slice(0, -1)
    .filter(({ from, end }) => from < end).length;
  const most = isNarrow(ff1Shape(domainOf(pool))) ? mostLookUps.narrow : mostLookUps.wide;
  return older === 0 ? Number.POSITIVE_INFINITY : Math.floor(most / older);
}

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
  const before = spans.slice(0, index).filter(({ from, end }) => from < end);
  if (before.length === 0) return;
  const serials = serialsUnder(pool, ciphers(spans[index]?.generation ?? 0), from, count);
  const isTaken = new Uint8Array(count);
  for (const older of before) {
    const counters = serials.under(ciphers(older.generation));
    for (let i = 0; i < count; i++) {
      const counter = counters[i] ?? 0;
      if (counter >= older.from && counter < older.end) isTaken[i] = 1;
    }
  }
  for (let i = 0; i < count; i++) if (isTaken[i] === 1) skips.push(from + i);
}
