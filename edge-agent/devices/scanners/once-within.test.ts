import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onceWithin } from './once-within.ts';

const windows = { sameStep: 2_000, nextStep: 300 };

describe('a scan', () => {
  test('counts once, however often the scanner repeats it', () => {
    const isNew = onceWithin(windows);
    expect([0, 100, 1_900, 3_800].map((at) => isNew({ text: 'a', at }, 'pack'))).toEqual([true, false, false, false]);
    expect(isNew({ text: 'a', at: 5_801 }, 'pack')).toBe(true);
  });

  test('does not stand in the way of another', () => {
    const isNew = onceWithin(windows);
    expect(['a', 'b', 'a'].map((text, at) => isNew({ text, at }, 'pack'))).toEqual([true, true, false]);
  });

  test('counts again at the next step, but its echo does not', () => {
    const isNew = onceWithin(windows);
    isNew({ text: 'a', at: 0 }, 'case');
    expect(isNew({ text: 'a', at: 200 }, 'confirm')).toBe(false);
    expect(isNew({ text: 'a', at: 400 }, 'confirm')).toBe(false);
    expect(isNew({ text: 'a', at: 1_000 }, 'confirm')).toBe(true);
    expect(isNew({ text: 'a', at: 1_500 }, 'confirm')).toBe(false);
  });

  test('is let through for the first time, always, and never twice within the shorter window', () => {
    const scans = fc.array(
      fc.record({ text: fc.constantFrom('a', 'b'), after: fc.nat(800), step: fc.constantFrom('x', 'y') }),
    );
    fc.assert(
      fc.property(scans, (made) => {
        const isNew = onceWithin(windows);
        const heard = new Map<string, number>();
        let at = 0;
        for (const { text, after, step } of made) {
          at += after;
          const before = heard.get(text);
          heard.set(text, at);
          const fresh = isNew({ text, at }, step);
          if (before === undefined) expect(fresh).toBe(true);
          else if (at - before <= windows.nextStep) expect(fresh).toBe(false);
        }
      }),
    );
  });
});
