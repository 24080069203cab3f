import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldRanges, type Numbers, rangesOf, sizeOf, takeFirst } from './block-counters.ts';

const counters = ({ first, last, skips = [] }: Numbers) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((counter) => !skips.includes(counter));

/** Numbers that neither begin nor end with a skipped one. */
const numbers = fc
  .uniqueArray(fc.integer({ min: 100, max: 160 }), { minLength: 1, maxLength: 40 })
  .map((held): Numbers => {
    const [first, last] = [Math.min(...held), Math.max(...held)];
    const skips = counters({ first, last }).filter((counter) => !held.includes(counter));
    return { first, last, ...(skips.length > 0 && { skips }) };
  });

describe('numbers of a block', () => {
  test('are taken from the front, and nothing is lost or doubled', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 40 }), (some, wanted): void => {
        const count = Math.min(wanted, sizeOf(some));
        const { taken, rest } = takeFirst(some, count);
        expect(sizeOf(taken)).toBe(count);
        expect([...counters(taken), ...(rest ? counters(rest) : [])]).toEqual(counters(some));
        if (rest) expect(counters(rest)[0]).toBe(rest.first);
      }),
    );
  });

  test('fill the ranges that hold them and no others', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (some): void => {
        expect(rangesOf(some).flatMap(counters)).toEqual([...new Set(some)].toSorted((a, b) => a - b));
      }),
    );
  });

  test('are held but for what was given back', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 29 })), (given): void => {
        const held = heldRanges({ first: 0, last: 29 }, rangesOf(given)).flatMap(counters);
        expect(held).toEqual(counters({ first: 0, last: 29 }).filter((counter) => !given.includes(counter)));
      }),
    );
  });
});
