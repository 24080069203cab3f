import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeOf, within } from './block-counters.ts';
import { partsOfBlock } from './parts-of-block.ts';

test('parts hold every number of a block once, and none more than it may', () => {
  const block = fc.record({
    first: fc.nat(1000),
    length: fc.integer({ min: 1, max: 400 }),
    skipped: fc.uniqueArray(fc.nat(399), { maxLength: 60 }),
    most: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(block, ({ first, length, skipped, most }) => {
      const last = first + length - 1;
      // A block begins and ends with a number.
      const skips = skipped.map((i) => first + i).filter((at) => at > first && at < last);
      skips.sort((a, b) => a - b);
      const parts = partsOfBlock({ first, last, skips }, most);
      const counters = parts.flatMap((part) => {
        const own = within({ skips }, part);
        expect(sizeOf(own)).toBeLessThanOrEqual(most);
        return Array.from({ length: part.last - part.first + 1 }, (_, i) => part.first + i).filter(
          (at) => !skips.includes(at),
        );
      });
      const all = Array.from({ length }, (_, i) => first + i).filter((at) => !skips.includes(at));
      expect(counters).toEqual(all);
    }),
  );
});
