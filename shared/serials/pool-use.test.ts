import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysLeft, drawnLately, drewMore, type PoolUse, USE_DAYS } from './pool-use.ts';

const on = (day: number, hour = 12) => new Date(Date.UTC(2026, 0, day, hour));

describe('what a pool gave out', () => {
  test('is counted by the day, from its first draw on', () => {
    let use = drewMore(undefined, 100, on(1));
    use = drewMore(use, 50, on(1, 23));
    use = drewMore(use, 10, on(4));
    expect(use.counts).toEqual([10, 0, 0, 150]);
    expect(drawnLately(use, on(5))).toEqual({ count: 160, days: 5 });
  });

  test('is forgotten after thirty days, and a pause counts as days without a draw', () => {
    const use = drewMore(drewMore(undefined, 100, on(1)), 30, on(60));
    expect(drawnLately(use, on(60))).toEqual({ count: 30, days: USE_DAYS });
    expect(drawnLately(use, on(200))).toEqual({ count: 0, days: USE_DAYS });
  });

  test('of a clock that goes back is counted on the newest day', () => {
    expect(drewMore(drewMore(undefined, 1, on(5)), 2, on(3)).counts).toEqual([3]);
  });

  test('tells for how long what is left lasts', () => {
    const drawn = drawnLately(drewMore(drewMore(undefined, 90, on(1)), 10, on(2)), on(2));
    expect(daysLeft(1020, drawn)).toBe(20);
    expect(daysLeft(0, drawn)).toBe(0);
    expect(daysLeft(1020, undefined)).toBeUndefined();
    expect(daysLeft(1020, { count: 0, days: 30 })).toBeUndefined();
  });

  test('comes to what was drawn in the last thirty days, in whatever order of days', () => {
    const draws = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 1000 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(draws, (steps) => {
        let day = 1;
        let use: PoolUse | undefined;
        const all = steps.map(([passed, count]) => {
          day += passed;
          use = drewMore(use, count, on(day));
          return { day, count };
        });
        const lately = all.filter((one) => one.day > day - USE_DAYS).reduce((sum, { count }) => sum + count, 0);
        expect(drawnLately(use, on(day))?.count).toBe(lately);
      }),
    );
  });
});
