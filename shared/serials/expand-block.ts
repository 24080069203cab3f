import { checkDigit } from '../gs1/check-digit.ts';
import { type EncryptBlocks, ff1Shape } from './ff1.ts';
import { isNarrow, permuteNarrow } from './ff1-narrow.ts';
import { ff1Numerals, writeNumerals } from './ff1-numerals.ts';
import type { Pool, RandomPool, SsccPool } from './pool.ts';

/** Serials worked at a time: large enough to make calls of the cipher cheap, small enough for the processor's cache. */
const batchSize = 8192;

/**
 * The serials (AI 21) or SSCCs (18 digits) of counters `first` to `last`, both inclusive, in counter order. An SSCC pool does not use the cipher.
 * @throws RangeError when the counters are not counters of the pool.
 */
export function expandBlock(pool: Pool, first: number, last: number, encrypt: EncryptBlocks): string[] {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 0 || last < first || last > pool.last)
    throw new RangeError(`pool ${pool.id} has no counters ${first} to ${last}`);
  const serials: string[] = [];
  for (let from = first; from <= last; from += batchSize) {
    const count = Math.min(batchSize, last - from + 1);
    if (pool.kind === 'random') appendRandom(serials, pool, from, count, encrypt);
    else appendSsccs(serials, pool, from, count);
  }
  return serials;
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

function appendRandom(serials: string[], pool: RandomPool, first: number, count: number, encrypt: EncryptBlocks): void {
  const domain = { radix: pool.alphabet.length, length: pool.length };
  const shape = ff1Shape(domain);
  if (!isNarrow(shape)) {
    serials.push(...wideBatch(pool, first, count, encrypt));
    return;
  }
  const size = Number(shape.rightSize);
  const left = new Float64Array(count);
  const right = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const upper = Math.floor((first + i) / size);
    left[i] = upper;
    right[i] = first + i - upper * size;
  }
  permuteNarrow(domain, encrypt, 'encrypt', { left, right });
  const text = new Uint8Array(count * pool.length);
  const letters = new TextEncoder().encode(pool.alphabet);
  spell(left, shape.leftLength, 0, text, letters, pool.length);
  spell(right, shape.rightLength, shape.leftLength, text, letters, pool.length);
  // One decoded string cut into views costs a fraction of a string built per serial.
  const all = new TextDecoder().decode(text);
  for (let at = 0; at < all.length; at += pool.length) serials.push(all.slice(at, at + pool.length));
}

/** Writes each half as `width` letters, `offset` into its serial. */
function spell(
  halves: Float64Array,
  width: number,
  offset: number,
  text: Uint8Array,
  letters: Uint8Array,
  length: number,
): void {
  const radix = letters.length;
  for (let i = 0; i < halves.length; i++) {
    let rest = halves[i] ?? 0;
    for (let at = i * length + offset + width - 1, end = at - width; at > end; at--) {
      const upper = Math.floor(rest / radix);
      text[at] = letters[rest - upper * radix] ?? 0;
      rest = upper;
    }
  }
}

/** Long serials of large alphabets, whose halves exceed exact numbers. */
function wideBatch({ alphabet, length }: RandomPool, first: number, count: number, encrypt: EncryptBlocks): string[] {
  const domain = { radix: alphabet.length, length };
  const counters = Array.from({ length: count }, (_, i) => writeNumerals(BigInt(first + i), domain.radix, length));
  const serials = ff1Numerals(domain, encrypt, 'encrypt', counters);
  return serials.map((numerals) => numerals.map((digit) => alphabet.charAt(digit)).join(''));
}
