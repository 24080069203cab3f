import { ecb } from '@noble/ciphers/aes.js';
import { FF1 } from '@noble/ciphers/ff1.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ff1Shape } from './ff1.ts';
import { isNarrow, permuteNarrow } from './ff1-narrow.ts';
import { ff1Numerals } from './ff1-numerals.ts';
import { permuteWide } from './ff1-wide.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);
const encrypt = (blocks: Uint8Array) => ecb(key, { disablePadding: true }).encrypt(blocks);

/** Lengths FF1 is defined on, for a radix. */
const leastLength = (radix: number) => Math.max(2, Math.ceil(Math.log(1_000_000) / Math.log(radix) + 1e-9));

const domains = fc
  .oneof(
    fc.integer({ min: 2, max: 82 }),
    fc.constantFrom(10, 16, 32, 36, 62, 64, 82, 65_535),
    fc.integer({ min: 2, max: 65_535 }),
  )
  .chain((radix) =>
    fc.record({
      radix: fc.constant(radix),
      length: fc.integer({ min: leastLength(radix), max: leastLength(radix) + 40 }),
      tweak: fc.uint8Array({ maxLength: 40 }),
    }),
  );

const batches = domains.chain((domain) =>
  fc.record({
    domain: fc.constant(domain),
    values: fc.array(
      fc.array(fc.oneof(fc.nat(domain.radix - 1), fc.constantFrom(0, domain.radix - 1)), {
        minLength: domain.length,
        maxLength: domain.length,
      }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
);

describe('FF1', () => {
  test('agrees with an independent implementation, for any radix, length and tweak', () =>
    fc.assert(
      fc.property(batches, ({ domain, values }) => {
        const library = FF1(domain.radix, key, domain.tweak);
        const ciphers = ff1Numerals(domain, encrypt, 'encrypt', values);
        expect(ciphers).toEqual(values.map((value) => library.encrypt([...value])));
        expect(ff1Numerals(domain, encrypt, 'decrypt', ciphers)).toEqual(values);
      }),
      { numRuns: 400 },
    ));

  test('gives the same in exact numbers as in big integers, up to the largest halves that are exact', () => {
    const shapes = [
      { radix: 2, length: 104 },
      { radix: 8, length: 34 },
      { radix: 32, length: 20 },
      { radix: 36, length: 20 },
      { radix: 33, length: 20 },
      { radix: 22, length: 20 },
      { radix: 82, length: 13 },
      { radix: 10, length: 20 },
      { radix: 10, length: 30 },
      { radix: 65_535, length: 6 },
      { radix: 65_536, length: 2 },
      { radix: 65_536, length: 6 },
    ];
    return fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.integer({ min: 0 }), fc.boolean(), (domain, seed, backwards) => {
        const { leftSize, rightSize } = ff1Shape(domain);
        const left = [0n, leftSize - 1n, BigInt(seed) % leftSize, (leftSize * 3n) / 4n];
        const right = [rightSize - 1n, 0n, (BigInt(seed) * 7_919n) % rightSize, rightSize / 2n];
        const narrow = { left: Float64Array.from(left, Number), right: Float64Array.from(right, Number) };
        const direction = backwards ? 'decrypt' : 'encrypt';
        permuteNarrow(domain, encrypt, direction, narrow);
        permuteWide(domain, encrypt, direction, { left, right });
        expect([...narrow.left].map(BigInt)).toEqual(left);
        expect([...narrow.right].map(BigInt)).toEqual(right);
      }),
    );
  });

  test('calls the block cipher once per round for the whole batch, after one block for the constants', () => {
    const calls: number[] = [];
    const counted = (blocks: Uint8Array) => {
      calls.push(blocks.length / 16);
      return encrypt(blocks);
    };
    const count = 1000;
    permuteNarrow({ radix: 32, length: 13 }, counted, 'encrypt', {
      left: new Float64Array(count),
      right: Float64Array.from({ length: count }, (_, i) => i),
    });
    expect(calls).toEqual([1, ...new Array(10).fill(count)]);
  });

  test('a batch of nothing is nothing', () => {
    expect(ff1Numerals({ radix: 10, length: 20 }, encrypt, 'encrypt', [])).toEqual([]);
    expect(ff1Numerals({ radix: 82, length: 20 }, encrypt, 'encrypt', [])).toEqual([]);
  });

  test.each([
    { radix: 1, length: 20 },
    { radix: 65_537, length: 4 },
    { radix: 10.5, length: 10 },
    { radix: 10, length: 5 },
    { radix: 65_536, length: 1 },
    { radix: 10, length: 10.5 },
  ])('is not defined on %o', (domain) => expect(() => ff1Shape(domain)).toThrow(RangeError));

  test('halves of up to 52 bits are exact', () => {
    expect(isNarrow(ff1Shape({ radix: 2, length: 104 }))).toBe(true);
    expect(isNarrow(ff1Shape({ radix: 2, length: 105 }))).toBe(false);
    const none = { left: new Float64Array(), right: new Float64Array() };
    expect(() => permuteNarrow({ radix: 2, length: 105 }, encrypt, 'encrypt', none)).toThrow(RangeError);
  });
});
