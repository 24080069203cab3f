import { ecb } from '@noble/ciphers/aes.js';
import { FF1 } from '@noble/ciphers/ff1.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigitHolds } from '../gs1/check-digit.ts';
import { isRefusal } from '../refusal.ts';
import { expandBlock } from './expand-block.ts';
import { counterOf, countersOf } from './find-counter.ts';
import { newRandomPool } from './new-pool.ts';
import type { RandomPool, SsccPool } from './pool.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => 5 * i + 3);
const encrypt = (blocks: Uint8Array) => ecb(key, { disablePadding: true }).encrypt(blocks);
const ciphers = () => encrypt;
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

function random(alphabet: string, length: number): RandomPool {
  const pool = newRandomPool({ id: 'p1', gtin: '09521321543218', alphabet, length });
  if (isRefusal(pool)) throw new Error(pool.detail);
  return { ...pool, next: 100_000 };
}

const sscc: SsccPool = {
  kind: 'sscc',
  id: 's1',
  companyPrefix: '9521321',
  extensionDigit: '1',
  next: 500,
  last: 999_999_999,
  state: 'active',
  revision: 1,
};

/** Alphabets and lengths in use, narrow and wide halves, powers of two and others. */
const pools = [
  random('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 13),
  random('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 20),
  random('0123456789', 20),
  random('9876543210', 12),
  random(set82, 13),
  random(set82, 20),
];

describe('a block of a random pool', () => {
  test.each(pools)('$length of "$alphabet" is FF1 of its counters', (pool) => {
    const library = FF1(pool.alphabet.length, key);
    const digits = (counter: number) =>
      Array.from({ length: pool.length }, (_, i) =>
        Number(
          (BigInt(counter) / BigInt(pool.alphabet.length) ** BigInt(pool.length - 1 - i)) %
            BigInt(pool.alphabet.length),
        ),
      );
    for (const first of [0, 8_190, pool.last - 3]) {
      const expected = [0, 1, 2, 3].map((i) =>
        library
          .encrypt(digits(first + i))
          .map((digit) => pool.alphabet.charAt(digit))
          .join(''),
      );
      expect(expandBlock(pool, { first: first, last: first + 3 }, ciphers)).toEqual(expected);
    }
  });

  test.each(pools)('$length of "$alphabet" has no serial twice and leads back to every counter', (pool) => {
    const serials = expandBlock(pool, { first: 0, last: 20_000 }, ciphers);
    expect(new Set(serials).size).toBe(20_001);
    expect(serials.every((serial) => serial.length === pool.length)).toBe(true);
    const every = serials.filter((_, i) => i % 97 === 0);
    expect(countersOf(pool, every, ciphers)).toEqual(every.map((_, i) => 97 * i));
  });

  test('is the same whichever way it is cut', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...pools),
        fc.nat(50_000),
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
        (pool, first, cuts) => {
          const total = cuts.reduce((sum, count) => sum + count, 1);
          let from = first;
          const pieces = [...cuts, 1].flatMap((count) => {
            from += count;
            return expandBlock(pool, { first: from - count, last: from - 1 }, ciphers);
          });
          expect(pieces).toEqual(expandBlock(pool, { first: first, last: first + total - 1 }, ciphers));
        },
      ),
      { numRuns: 50 },
    ));

  test('stays the same across the seams of its batches', () => {
    const [pool = random('0123456789', 20)] = pools;
    const whole = expandBlock(pool, { first: 0, last: 16_500 }, ciphers);
    for (const at of [8_191, 8_192, 16_383, 16_384, 16_500])
      expect(expandBlock(pool, { first: at, last: at }, ciphers)).toEqual([whole[at]]);
  });

  test('does not show its order: neighbours share few letters', () => {
    const serials = expandBlock(random('0123456789ABCDEF', 16), { first: 0, last: 999 }, ciphers);
    const shared = serials
      .slice(1)
      .reduce((sum, serial, i) => sum + [...serial].filter((letter, at) => letter === serials[i]?.[at]).length, 0);
    // By chance one letter in sixteen agrees, so one per pair; the sum over 999 pairs deviates by about 31.
    expect(shared).toBeGreaterThan(999 - 5 * 31);
    expect(shared).toBeLessThan(999 + 5 * 31);
  });
});

describe('finding the counter of a serial', () => {
  const [pool = random('0123456789', 20)] = pools;
  const [serial = ''] = expandBlock(pool, { first: 41, last: 41 }, ciphers);

  test('round trips for any counter issued', () =>
    fc.assert(
      fc.property(fc.constantFrom(...pools), fc.nat(99_999), (any, counter) => {
        const [code = ''] = expandBlock(any, { first: counter, last: counter }, ciphers);
        expect(counterOf(any, code, ciphers)).toBe(counter);
      }),
    ));

  test('beyond the next counter there is none', () => {
    expect(counterOf({ ...pool, next: 42 }, serial, ciphers)).toBe(41);
    expect(counterOf({ ...pool, next: 41 }, serial, ciphers)).toBeUndefined();
  });

  test('of what the pool never issued there is none', () => {
    for (const foreign of ['', serial.slice(1), `${serial}A`, serial.toLowerCase(), `${serial.slice(1)}0`])
      expect(counterOf(pool, foreign, ciphers)).toBeUndefined();
    const otherKey = (blocks: Uint8Array) => ecb(new Uint8Array(32), { disablePadding: true }).encrypt(blocks);
    expect(counterOf(pool, serial, () => otherKey)).toBeUndefined();
  });

  test('a guess misses', () => {
    const guesses = fc
      .array(fc.constantFrom(...pool.alphabet), { minLength: 13, maxLength: 13 })
      .map((letters) => letters.join(''));
    return fc.assert(
      fc.property(fc.array(guesses, { minLength: 1, maxLength: 20 }), (codes) => {
        expect(countersOf(pool, codes, ciphers).every((counter) => counter === undefined)).toBe(true);
      }),
    );
  });

  test('of many codes keeps their places', () =>
    expect(countersOf(pool, ['nonsense', serial, '', serial], ciphers)).toEqual([undefined, 41, undefined, 41]));
});

describe('a block of an SSCC pool', () => {
  test('counts up under prefix and extension digit, check digits included', () => {
    const codes = expandBlock(sscc, { first: 234_567_890, last: 234_567_899 }, ciphers);
    expect(codes[0]).toBe('195213212345678904');
    expect(codes.every(checkDigitHolds)).toBe(true);
    expect(new Set(codes).size).toBe(10);
    expect(expandBlock(sscc, { first: 0, last: 0 }, ciphers)[0]?.slice(0, 17)).toBe('19521321000000000');
  });

  test('leads back to its counters', () => {
    const codes = expandBlock(sscc, { first: 0, last: 499 }, ciphers);
    expect(countersOf(sscc, codes, ciphers)).toEqual(codes.map((_, i) => i));
    expect(counterOf(sscc, expandBlock(sscc, { first: 500, last: 500 }, ciphers)[0] ?? '', ciphers)).toBeUndefined();
    for (const foreign of ['', '295213210000000006', '195213210000000001', '19521321000000000', '1952132100000000X7'])
      expect(counterOf(sscc, foreign, ciphers)).toBeUndefined();
  });
});

describe('counters that are not of the pool', () => {
  test.each([
    [-1, 5],
    [5, 4],
    [0, 2 ** 53],
    [0, 10_000],
    [0.5, 3],
    [Number.NaN, 3],
  ])('%d to %d are a fault', (first, last) =>
    expect(() => expandBlock({ ...sscc, last: 9_999 }, { first, last }, ciphers)).toThrow(RangeError),
  );
});
