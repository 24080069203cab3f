import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, orderOf, type Placed } from './order.ts';

const text = fc.string({ unit: 'binary', maxLength: 8 });
const placed = (value: Placed['value'], at = '2026-03-01T08:00:00.000Z#0000000#a'): Placed => ({
  value,
  at,
  eventId: at,
});
const sorted = (values: Placed['value'][], descending: boolean) =>
  values
    .map((value) => placed(value))
    .sort(orderOf(descending))
    .map(({ value }) => value);

describe('the order of results', () => {
  test('takes numbers as numbers and puts them before texts', () => {
    expect(sorted(['b', 10, 'a', 2], false)).toEqual([2, 10, 'a', 'b']);
    expect(sorted(['b', 10, 'a', 2], true)).toEqual(['b', 'a', 10, 2]);
  });

  test('puts events without the value last, whatever the direction', () => {
    expect(sorted([undefined, 1, undefined, 2], false)).toEqual([1, 2, undefined, undefined]);
    expect(sorted([undefined, 1, undefined, 2], true)).toEqual([2, 1, undefined, undefined]);
  });

  test('decides between equal values by time', () => {
    const [early, late] = [placed(1, '2026-03-01'), placed(1, '2026-03-02')];
    expect(orderOf(false)(early, late)).toBeLessThan(0);
    expect(orderOf(true)(early, late)).toBeGreaterThan(0);
    expect(orderOf(true)(early, early)).toBeCloseTo(0);
  });

  test('of texts goes by code point', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const utf8 = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareTexts(a, b))).toBe(utf8);
      }),
    );
  });
});
