import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextLook } from './next-look.ts';

test('a server is looked at about once a minute, and sooner while files wait', () => {
  expect([nextLook(0, false, 0), nextLook(0, false, 1)]).toEqual([54, 66]);
  expect([nextLook(0, true, 0), nextLook(0, true, 1)]).toEqual([18, 22]);
});

test('one that is out of reach is left alone for longer and longer, an hour at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failed, jitter) => {
      const wait = nextLook(failed, false, jitter);
      expect(wait).toBeLessThanOrEqual(3600);
      expect(wait).toBeGreaterThanOrEqual(45);
      expect(nextLook(failed + 1, false, jitter)).toBeGreaterThanOrEqual(wait);
    }),
  );
  expect(nextLook(20, false, 1)).toBe(3600);
});
