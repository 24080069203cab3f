import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carveBlock } from './carve-block.ts';
import type { SsccPool } from './pool.ts';

const pool: SsccPool = {
  kind: 'sscc',
  id: 's1',
  companyPrefix: '952132100017',
  extensionDigit: '1',
  next: 0,
  last: 9_999,
};

describe('carving a block', () => {
  test('takes the next counters, both ends counted', () => {
    expect(carveBlock(pool, 1)).toEqual({ pool: 's1', first: 0, last: 0 });
    expect(carveBlock({ ...pool, next: 9_000 }, 1_000)).toEqual({ pool: 's1', first: 9_000, last: 9_999 });
  });

  test('from an exhausted pool is refused with what is left', () => {
    expect(carveBlock({ ...pool, next: 9_000 }, 1_001)).toMatchObject({
      refused: 'pool-exhausted',
      detail: 'pool s1 has 1000 serials left, 1001 asked',
      remedy: expect.stringContaining('1000 or fewer'),
    });
    expect(carveBlock({ ...pool, next: 10_000 }, 1)).toMatchObject({
      detail: expect.stringContaining('has 0 serials left'),
    });
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('of %d is refused', (count) =>
    expect(carveBlock(pool, count)).toMatchObject({ refused: 'malformed', at: '/count' }),
  );

  test('blocks carved one after another neither overlap nor leave a gap, and end with the pool', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }), (counts) => {
        let current = pool;
        for (const count of counts) {
          const block = carveBlock(current, count);
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
