import { type EncryptBlocks, ff1Shape } from './ff1.ts';
import { isNarrow, permuteNarrow } from './ff1-narrow.ts';
import { ff1Numerals, writeNumerals } from './ff1-numerals.ts';
import type { RandomPool } from './pool.ts';
import { domainOf, halvesFrom } from './random-counters.ts';

/** Appends the serials of `count` counters from `first` on, all of one generation. */
export function appendRandom(
  serials: string[],
  pool: RandomPool,
  first: number,
  count: number,
  encrypt: EncryptBlocks,
): void {
  const domain = domainOf(pool);
  const shape = ff1Shape(domain);
  if (!isNarrow(shape)) {
    for (const serial of wideBatch(pool, first, count, encrypt)) serials.push(serial);
    return;
  }
  const { left, right } = halvesFrom(first, count, Number(shape.rightSize));
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
function wideBatch(pool: RandomPool, first: number, count: number, encrypt: EncryptBlocks): string[] {
  const { alphabet, length } = pool;
  const domain = domainOf(pool);
  const counters = Array.from({ length: count }, (_, i) => writeNumerals(BigInt(first + i), domain.radix, length));
  const serials = ff1Numerals(domain, encrypt, 'encrypt', counters);
  return serials.map((numerals) => numerals.map((digit) => alphabet.charAt(digit)).join(''));
}
