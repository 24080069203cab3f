import { checkDigit } from '../gs1/check-digit.ts';
import type { BlockPart } from './carve-block.ts';
import { type Ciphers, type Span, spansOf } from './ciphers.ts';
import { appendRandom } from './expand-random.ts';
import type { ComputedPool, KeyedPool, SsccPool } from './pool.ts';
import { sequentialSerials } from './sequential-serials.ts';

/** Serials worked at a time: large enough to make calls of the cipher cheap, small enough for the processor's cache. */
const batchSize = 8192;

/**
 * The serials (AI 21) or SSCCs (18 digits) of a block, or of any part of one, in counter order and without what is skipped. An SSCC pool does
 * not use ciphers. Imported codes stand in the table: `expandSerials` of the store reads those too, page by page.
 *
 * @throws RangeError when the counters are not counters of the pool.
 */
export function expandBlock(pool: ComputedPool, block: BlockPart, ciphers: Ciphers): string[] {
  const { first, last, skips = [] } = block;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 0 || last < first || last > pool.last)
    throw new RangeError(`pool ${pool.id} has no counters ${first} to ${last}`);
  const serials: string[] = [];
  if (pool.kind === 'sscc') appendSsccs(serials, pool, first, last - first + 1);
  else for (const span of spansOf(pool)) appendSpan(serials, pool, span, first, last, ciphers);
  const skipped = new Set(skips.map((counter) => counter - first));
  return skipped.size === 0 ? serials : serials.filter((_, i) => !skipped.has(i));
}

/** What of the counters belongs to one generation. */
function appendSpan(
  serials: string[],
  pool: KeyedPool,
  { generation, from, end }: Span,
  first: number,
  last: number,
  ciphers: Ciphers,
): void {
  const stop = Math.min(last + 1, end);
  for (let at = Math.max(first, from); at < stop; at += batchSize) {
    const count = Math.min(batchSize, stop - at);
    if (pool.kind === 'random') appendRandom(serials, pool, at, count, ciphers(generation));
    else for (const serial of sequentialSerials(pool, at, count, ciphers(generation))) serials.push(serial);
  }
}

function appendSsccs(
  serials: string[],
  { companyPrefix, extensionDigit }: SsccPool,
  first: number,
  count: number,
): void {
  for (let counter = first; counter < first + count; counter++) {
    const body = extensionDigit + companyPrefix + String(counter).padStart(16 - companyPrefix.length, '0');
    serials.push(body + checkDigit(body));
  }
}
