import { FF1 } from '@noble/ciphers/ff1.js';
import { aesBlocks } from '#common/aes.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { countersOf } from '#shared/serials/find-counter.ts';
import { newRandomPool, type RandomPool } from '#shared/serials/pool.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const encrypt = aesBlocks(key);

/** Alphabets in use: 32 letters without look-alikes, digits and capitals, digits only (China), GS1 set without escapes (Russia). */
const cases = [
  { name: '13 of 32 letters', alphabet: 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789', length: 13 },
  { name: '13 of 36 letters', alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', length: 13 },
  { name: '20 of 10 digits', alphabet: '0123456789', length: 20 },
  { name: '20 of 62 letters', alphabet: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', length: 20 },
];

for (const { name, alphabet, length } of cases) {
  const pool = newRandomPool({ id: 'bench', gtin: '09521321543218', alphabet, length });
  if (!('kind' in pool)) throw new Error(pool.detail);
  const baseline = bestOf(2, () => nobleRate(pool, 1000));
  const value = bestOf(5, () => expandRate(pool, length === 20 && alphabet.length > 39 ? 20_000 : 1_000_000));
  report('serials-expand', name, value, baseline);
}

const [{ alphabet, length } = { alphabet: '', length: 0 }] = cases;
const pool = newRandomPool({ id: 'bench', gtin: '09521321543218', alphabet, length });
if ('kind' in pool)
  report(
    'serials-find-counter',
    '13 of 32 letters',
    bestOf(3, () => findRate({ ...pool, next: 100_000 })),
  );

function expandRate(pool: RandomPool, count: number): number {
  return rate(count, () => expandBlock(pool, 0, count - 1, encrypt));
}

function findRate(pool: RandomPool): number {
  const serials = expandBlock(pool, 0, pool.next - 1, encrypt);
  return rate(serials.length, () => countersOf(pool, serials, encrypt));
}

/** The same serials from the library: counter to digits, FF1, digits to letters. */
function nobleRate({ alphabet, length }: RandomPool, count: number): number {
  const ff1 = FF1(alphabet.length, key);
  return rate(count, () => {
    const serials: string[] = [];
    for (let counter = 0; counter < count; counter++) {
      const digits = new Array<number>(length).fill(0);
      for (let at = length - 1, rest = counter; rest > 0; at--, rest = Math.floor(rest / alphabet.length))
        digits[at] = rest % alphabet.length;
      serials.push(
        ff1
          .encrypt(digits)
          .map((digit) => alphabet.charAt(digit))
          .join(''),
      );
    }
    return serials;
  });
}

function rate(count: number, work: () => unknown): number {
  const start = performance.now();
  work();
  return (count / (performance.now() - start)) * 1000;
}

function bestOf(times: number, measure: () => number): number {
  return Math.max(...Array.from({ length: times }, measure));
}

function report(bench: string, metric: string, value: number, baseline?: number): void {
  const compared = baseline && {
    baseline: { name: '@noble/ciphers FF1', value: Math.round(baseline) },
    ratio: Math.round((10 * value) / baseline) / 10,
  };
  process.stdout.write(
    `${JSON.stringify({ bench, metric, value: Math.round(value), unit: 'serials/s', ...compared })}\n`,
  );
}
