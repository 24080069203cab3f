import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carveBlock } from './carve-block.ts';
import type { ImportedPool, RandomPool, SsccPool } from './pool.ts';

const pool: SsccPool = {
  kind: 'sscc',
  id: 's1',
  companyPrefix: '952132100017',
  extensionDigit: '1',
  next: 0,
  last: 9_999,
  state: 'active',
  revision: 1,
};

const imported: ImportedPool = {
  ...{ kind: 'imported', id: 'i1', gtin: '09521321543218', lengths: { 13: 10 }, letters: 'A' },
  ...{ next: 0, last: 9, state: 'active', revision: 1 },
};
const refill = { issuer: { kind: 'seriate' }, amount: 50 };

const noKey = () => {
  throw new Error('no key is asked for');
};

describe('carving a block', () => {
  test('takes the next counters, both ends counted', () => {
    expect(carveBlock(pool, 1, noKey)).toEqual({ pool: 's1', first: 0, last: 0 });
    expect(carveBlock({ ...pool, next: 9_000 }, 1_000, noKey)).toEqual({ pool: 's1', first: 9_000, last: 9_999 });
  });

  test('from an exhausted pool is refused with what is left', () => {
    expect(carveBlock({ ...pool, next: 9_000 }, 1_001, noKey)).toMatchObject({
      refused: 'pool-exhausted',
      detail: 'pool s1 has 1000 serials left, 1001 asked',
      remedy: expect.stringContaining('1000 or fewer'),
    });
    expect(carveBlock({ ...pool, next: 10_000 }, 1, noKey)).toMatchObject({
      detail: expect.stringContaining('has 0 serials left'),
    });
  });

  test.each([
    ['that nobody refills', {}, 'import another list'],
    [
      'that is being refilled',
      { threshold: 20, refill },
      'failed goes on only when it is tried again: POST /api/refills/',
    ],
    ['that is not low enough to be refilled', { threshold: 5, refill }, 'raise the threshold above 10'],
  ])('from an imported pool %s is refused with what to do', (_, settings, remedy) =>
    expect(carveBlock({ ...imported, ...settings }, 11, noKey)).toMatchObject({
      refused: 'pool-exhausted',
      remedy: expect.stringContaining(remedy),
    }),
  );

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('of %d is refused', (count) =>
    expect(carveBlock(pool, count, noKey)).toMatchObject({ refused: 'malformed', at: '/count' }),
  );

  test('blocks carved one after another neither overlap nor leave a gap, and end with the pool', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }), (counts) => {
        let current = pool;
        for (const count of counts) {
          const block = carveBlock(current, count, noKey);
          if ('refused' in block) {
            expect(count).toBeGreaterThan(pool.last - current.next + 1);
            continue;
          }
          expect(block.first).toBe(current.next);
          expect(block.last - block.first + 1).toBe(count);
          expect(block.last).toBeLessThanOrEqual(pool.last);
          current = { ...current, next: block.last + 1 };
        }
      }),
    ));
});

describe('a pool from which nothing may be drawn', () => {
  test.each([
    ['frozen', { state: 'frozen' as const }, undefined, '/thaw'],
    ['retired', { state: 'retired' as const }, undefined, 'another pool'],
    ['of another market', { profile: 'eu' }, 'ru', 'profile=ru'],
    ['of no market', {}, 'ru', 'profile=ru'],
  ])('%s is refused with what to do', (_, change, market, remedy) =>
    expect(carveBlock({ ...pool, ...change }, 1, noKey, market)).toMatchObject({
      refused: 'conflict',
      rule: expect.stringContaining('Seriate'),
      remedy: expect.stringContaining(remedy),
    }),
  );

  test('of the market that is asked for gives its serials', () =>
    expect(carveBlock({ ...pool, profile: 'eu' }, 1, noKey, 'eu')).toMatchObject({ first: 0, last: 0 }));
});

describe('a pool whose keys were changed', () => {
  const keyed = (keys: number, change: Partial<RandomPool> = {}): RandomPool => ({
    kind: 'random',
    id: 'r1',
    gtin: '09521321543218',
    alphabet: '0123456789ABCDEFGHJKLMNPRSTUVWXY',
    length: 13,
    next: 10 * keys,
    last: 9_000_000_000,
    state: 'active',
    revision: 1,
    generations: Array.from({ length: keys }, (_, i) => ({ generation: i + 1, from: 10 * i })),
    ...change,
  });

  test.each([
    [2, 4_000_000, {}],
    [9, 500_000, {}],
    [81, 50_000, {}],
    [2, 250_000, { alphabet: `0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ`, length: 20 }],
  ])('%d times draws %d at once at most, and says so before anybody waits', (keys, most, change) =>
    expect(carveBlock(keyed(keys, change), most + 1, noKey)).toMatchObject({
      refused: 'too-large',
      at: '/count',
      remedy: expect.stringContaining(`ask for ${most} or fewer`),
    }),
  );

  test('but issued nothing draws as many as before', () => {
    const generations = [1, 2, 3].map((generation) => ({ generation, from: 0 }));
    expect(carveBlock(keyed(3, { next: 0, generations }), 9_000_000, noKey)).toMatchObject({ first: 0 });
  });
});
