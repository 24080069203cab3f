import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoff, sendingPace } from './backoff.ts';

describe('backoff', () => {
  test('doubles from the base', () => {
    expect([1, 2, 3, 4].map((attempt) => backoff({ base: 2, cap: 100 }, attempt, 1))).toEqual([2, 4, 8, 16]);
  });

  test('leaves half of the wait to chance', () => {
    expect(backoff({ base: 8, cap: 100 }, 1, 0)).toBe(4);
    expect(backoff({ base: 8, cap: 100 }, 1, 0.5)).toBe(6);
  });

  test('never exceeds the cap and never vanishes, however often it failed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, jitter) => {
        const wait = backoff(sendingPace, attempt, jitter);
        return wait >= sendingPace.base / 2 && wait <= sendingPace.cap;
      }),
    );
  });
});
