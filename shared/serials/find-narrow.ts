import { type EncryptBlocks, ff1Shape } from './ff1.ts';
import { permuteNarrow } from './ff1-narrow.ts';
import type { RandomPool } from './pool.ts';
import { domainOf } from './random-counters.ts';

/**
 * The counters that spell many serials of a pool whose halves are exact numbers (`isNarrow`), without a bigint or an array for any of them:
 * whoever files captured events asks this for every unit. Undefined for a serial that the pool's alphabet and length do not spell.
 */
export function narrowCounters(
  pool: RandomPool,
  serials: readonly string[],
  encrypt: EncryptBlocks,
): (number | undefined)[] {
  const domain = domainOf(pool);
  const { leftLength, rightSize } = ff1Shape(domain);
  const digits = digitsOf(pool.alphabet);
  const halves = { left: new Float64Array(serials.length), right: new Float64Array(serials.length) };
  const isSpelled = serials.map((serial, i) => {
    if (serial.length !== domain.length) return false;
    const [left, right] = [
      numberIn(serial, 0, leftLength, digits, domain.radix),
      numberIn(serial, leftLength, domain.length, digits, domain.radix),
    ];
    // The place of a serial that is none holds a value all the same: the batch keeps its order.
    halves.left[i] = Math.max(left, 0);
    halves.right[i] = Math.max(right, 0);
    return left >= 0 && right >= 0;
  });
  permuteNarrow(domain, encrypt, 'decrypt', halves);
  const size = Number(rightSize);
  // Beyond 2^53 the sum is not exact, but then it is beyond every counter too.
  return isSpelled.map((spelled, i) => (spelled ? (halves.left[i] ?? 0) * size + (halves.right[i] ?? 0) : undefined));
}

const ASCII = 128;

/** The digit of each character; -1 for those that are no letters of the alphabet. */
export function digitsOf(alphabet: string): Int16Array {
  const digits = new Int16Array(ASCII).fill(-1);
  for (let digit = 0; digit < alphabet.length; digit++) digits[alphabet.charCodeAt(digit)] = digit;
  return digits;
}

/** The number that a stretch of the text spells; -1 when any of its characters is no letter. Exact below 2^53. */
export function numberIn(text: string, from: number, to: number, digits: Int16Array, radix: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = digits[text.charCodeAt(at)] ?? -1;
    if (digit < 0) return -1;
    value = value * radix + digit;
  }
  return value;
}
