import { type Ciphers, spansOf } from './ciphers.ts';
import type { EncryptBlocks } from './ff1.ts';
import { digitsOf, numberIn } from './find-narrow.ts';
import type { SequentialPool } from './pool.ts';

/** The serials of `count` counters from `first` on, all of one generation. */
export function sequentialSerials(
  pool: SequentialPool,
  first: number,
  count: number,
  encrypt: EncryptBlocks,
): string[] {
  const counters = Array.from({ length: count }, (_, i) => first + i);
  const suffixes = suffixesOf(pool, counters, encrypt);
  return counters.map((counter, i) => numeral(pool, counter, pool.length - pool.suffix) + (suffixes[i] ?? ''));
}

/** The counters of serials that the pool has issued, suffix and all. */
export function sequentialCounters(pool: SequentialPool, codes: readonly string[], ciphers: Ciphers) {
  const digits = digitsOf(pool.alphabet);
  const width = pool.length - pool.suffix;
  const found = codes.map((code): number | undefined => {
    if (code.length !== pool.length) return undefined;
    const counter = numberIn(code, 0, width, digits, pool.alphabet.length);
    return counter >= 0 && counter < pool.next ? counter : undefined;
  });
  if (pool.suffix === 0) return found;
  for (const { generation, from, end } of spansOf(pool)) {
    const places = found.flatMap((counter, i) =>
      counter !== undefined && counter >= from && counter < end ? [i] : [],
    );
    if (places.length === 0) continue;
    const counters = places.map((i) => found[i] ?? 0);
    for (const [at, suffix] of suffixesOf(pool, counters, ciphers(generation)).entries()) {
      const i = places[at] ?? 0;
      if (codes[i]?.slice(width) !== suffix) found[i] = undefined;
    }
  }
  return found;
}

/** What the key says to each counter (AES of its number, modulo what the suffix can spell): without the key, one guess in so many hits. */
function suffixesOf(pool: SequentialPool, counters: readonly number[], encrypt: EncryptBlocks): string[] {
  if (pool.suffix === 0) return [];
  const blocks = new Uint8Array(16 * counters.length);
  const view = new DataView(blocks.buffer);
  for (const [i, counter] of counters.entries()) view.setBigUint64(16 * i + 8, BigInt(counter));
  const answers = encrypt(blocks);
  const said = new DataView(answers.buffer, answers.byteOffset, answers.byteLength);
  const space = BigInt(pool.alphabet.length) ** BigInt(pool.suffix);
  return counters.map((_, i) => {
    const drawn = ((said.getBigUint64(16 * i) << 64n) | said.getBigUint64(16 * i + 8)) % space;
    return spelled(pool.alphabet, drawn, pool.suffix);
  });
}

function numeral({ alphabet }: SequentialPool, counter: number, width: number): string {
  let text = '';
  for (let rest = counter, at = 0; at < width; at++) {
    const upper = Math.floor(rest / alphabet.length);
    text = alphabet.charAt(rest - upper * alphabet.length) + text;
    rest = upper;
  }
  return text;
}

function spelled(alphabet: string, value: bigint, width: number): string {
  let text = '';
  const radix = BigInt(alphabet.length);
  for (let rest = value, at = 0; at < width; at++, rest /= radix) text = alphabet.charAt(Number(rest % radix)) + text;
  return text;
}
