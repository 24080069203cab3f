import { createCipheriv, createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { set82 } from '../gs1/character-sets.ts';
import { isRefusal } from '../refusal.ts';
import { carveBlock } from './carve-block.ts';
import { expandBlock } from './expand-block.ts';
import type { EncryptBlocks } from './ff1.ts';
import { counterOf, countersOf } from './find-counter.ts';
import { newRandomPool, newSequentialPool } from './new-pool.ts';
import type { KeyedPool } from './pool.ts';
import { codeProfiles } from './profiles.ts';
import { skippedCounters } from './skipped-counters.ts';

const gtin = '09521321543218';

/** A cipher for every seed and generation. */
function ciphersFor(seed: string) {
  const known = new Map<number, EncryptBlocks>();
  return (generation: number): EncryptBlocks => {
    const found = known.get(generation);
    if (found) return found;
    const key = createHash('sha256').update(`${seed}#${generation}`).digest();
    const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    const encrypt = (blocks: Uint8Array) => cipher.update(blocks);
    known.set(generation, encrypt);
    return encrypt;
  };
}

const alphabets = fc.oneof(
  fc.constantFrom(...codeProfiles.map(({ alphabet }) => alphabet)),
  fc.subarray([...set82], { minLength: 2 }).map((letters) => letters.join('')),
);
const randomPools = fc
  .record({ alphabet: alphabets, length: fc.integer({ min: 2, max: 20 }) })
  .map(({ alphabet, length }) => newRandomPool({ id: 'p', gtin, alphabet, length }))
  .filter((pool) => !isRefusal(pool) && pool.last > 1000);
const sequentialPools = fc
  .record({ alphabet: alphabets, length: fc.integer({ min: 6, max: 20 }), suffix: fc.integer({ min: 1, max: 14 }) })
  .map(({ alphabet, length, suffix }) => newSequentialPool({ id: 'p', gtin, alphabet, length, suffix }))
  .filter((pool) => !isRefusal(pool) && pool.last > 1000);
const pools = fc.oneof(randomPools, sequentialPools).map((pool): KeyedPool => {
  if (isRefusal(pool)) throw new Error(pool.detail);
  return pool;
});

describe('pools of any alphabet and length', () => {
  test('issue no serial twice, of the right letters and length, and find each again', () =>
    fc.assert(
      fc.property(
        pools,
        fc.string(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        (pool, seed, counts) => {
          const ciphers = ciphersFor(seed);
          const seen = new Map<string, number>();
          let current = pool;
          for (const count of counts) {
            const block = carveBlock(current, count, ciphers);
            if (isRefusal(block)) throw new Error(block.detail);
            current = { ...current, next: block.last + 1 };
            for (const [i, serial] of expandBlock(current, block, ciphers).entries()) seen.set(serial, block.first + i);
          }
          expect(seen.size).toBe(counts.reduce((sum, count) => sum + count, 0));
          for (const serial of seen.keys()) {
            expect(serial).toHaveLength(pool.length);
            expect([...serial].every((letter) => pool.alphabet.includes(letter))).toBe(true);
          }
          expect(countersOf(current, [...seen.keys()], ciphers)).toEqual([...seen.values()]);
        },
      ),
      { numRuns: 300 },
    ));
});

/** A pool so dense that a new key meets what an old one issued all the time. */
const dense = fc
  .constantFrom(
    { alphabet: '0123456789', length: 6 },
    { alphabet: 'ABCDEFGH', length: 7 },
    { alphabet: set82, length: 4 },
  )
  .map((shape) => {
    const pool = newRandomPool({ id: 'dense', gtin, ...shape });
    if (isRefusal(pool)) throw new Error(pool.detail);
    return { ...pool, last: Math.floor(shape.alphabet.length ** shape.length / 2) };
  });

describe('a pool whose key is rotated', () => {
  const steps = fc.array(fc.record({ count: fc.integer({ min: 1, max: 4000 }), rotate: fc.boolean() }), {
    minLength: 2,
    maxLength: 8,
  });

  test('never issues a serial again, gives exactly as many as were asked, and knows every old one', () =>
    fc.assert(
      fc.property(dense, fc.string(), steps, (pool, seed, plan) => {
        const ciphers = ciphersFor(seed);
        const seen = new Map<string, number>();
        // Most of it is issued under the first key.
        let current = { ...pool, next: Math.floor(pool.last * 0.9) };
        for (const { count, rotate } of plan) {
          if (rotate) current = rotated(current);
          const block = carveBlock(current, count, ciphers);
          if (isRefusal(block)) throw new Error(block.detail);
          current = { ...current, next: block.last + 1 };
          const serials = expandBlock(current, block, ciphers);
          expect(serials).toHaveLength(count);
          const skips = new Set(block.skips);
          let counter = block.first;
          for (const serial of serials) {
            while (skips.has(counter)) counter++;
            expect(seen.has(serial)).toBe(false);
            seen.set(serial, counter++);
          }
        }
        expect(countersOf(current, [...seen.keys()], ciphers)).toEqual([...seen.values()]);
      }),
      { numRuns: 20 },
    ));

  const rotated = <Rotated extends KeyedPool>(pool: Rotated): Rotated => ({
    ...pool,
    generations: [...pool.generations, { generation: pool.generations.length + 1, from: pool.next }],
  });

  test('passes over what the key before has issued, and finds that under its old counter', () => {
    const [pool] = fc.sample(dense, 1);
    if (pool === undefined) throw new Error('no pool');
    const ciphers = ciphersFor('one');
    const half = { ...pool, next: Math.floor(pool.last / 2) };
    const block = carveBlock(rotated(half), 1000, ciphers);
    if (isRefusal(block)) throw new Error(block.detail);
    expect(block.last - block.first + 1 - (block.skips?.length ?? 0)).toBe(1000);
    expect(block.skips?.length).toBeGreaterThan(50);
    const [first = 0] = block.skips ?? [];
    const after = { ...rotated(half), next: block.last + 1 };
    const [taken = ''] = expandBlock(after, { first, last: first }, ciphers);
    expect(counterOf(after, taken, ciphers)).toBeLessThan(half.next);
    expect(skippedCounters(after, block.first, block.last, ciphers)).toEqual(block.skips);
  });

  test('is exhausted when what is left is mostly skipped, and says what it has', () => {
    const [pool] = fc.sample(dense, 1);
    if (pool === undefined) throw new Error('no pool');
    const last = Math.floor(pool.last / 2) + 999;
    const narrow = rotated({ ...pool, next: last - 999, last });
    const refusal = carveBlock(narrow, 1000, ciphersFor('one'));
    expect(refusal).toMatchObject({ refused: 'pool-exhausted' });
    const left = isRefusal(refusal) ? Number(/has (\d+)/.exec(refusal.detail)?.[1]) : 0;
    expect(left).toBeLessThan(1000);
    expect(carveBlock(narrow, left, ciphersFor('one'))).not.toHaveProperty('refused');
  });
});
