import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BatchBlock, batchFates, batchReport } from './batch-report.ts';

const of = { order: 'order-1', gtin: '09521321123458', lot: 'L1' };
const times = { startedAt: '2026-03-01T08:00:00.000Z', closedAt: '2026-03-01T12:00:00.000Z' };
const block = (change: Partial<BatchBlock> = {}): BatchBlock => ({
  ...{ block: 'b', pool: 'packs', from: '1', to: '9', commissioned: 6 },
  ...{ rejected: ['7'], sampled: ['8'], destroyed: ['9'], ...change },
});

test('the packer’s counts are the report’s; what it named is each block’s', () => {
  const counts = { commissioned: 6, rejected: 2, sampled: 1, unused: 4, cases: 3 };
  expect(batchReport(of, counts, times, [block()])).toEqual({
    ...of,
    ...times,
    ...{ printed: 9, commissioned: 6, rejected: 2, sampled: 1, destroyed: 0, unaccounted: 0, cases: 3, pallets: 0 },
    rejects: { 'told by the packer': 2 },
    shippable: [],
    blocks: [
      {
        ...{ block: 'b', pool: 'packs', from: '1', to: '9', printed: 9, commissioned: 6 },
        ...{ rejected: 1, sampled: 1, destroyed: 1, unaccounted: 0 },
      },
    ],
  });
});

test('what the packer printed is taken where it says so', () => {
  expect(batchReport(of, { printed: 20, commissioned: 6, rejected: 0 }, times, []).printed).toBe(20);
});

test('every serial stands in one part, under its fate, whatever there are', () => {
  const many = fc.integer({ min: 0, max: 25_000 });
  fc.assert(
    fc.property(many, many, (rejected, destroyed) => {
      const named = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter}${i}`);
      const told = block({ rejected: named('r', rejected), sampled: [], destroyed: named('d', destroyed) });
      const parts = batchFates(of, times.closedAt, [told]);
      expect(parts.map(({ part }) => part)).toEqual(parts.map((_, i) => i));
      const lists = parts.flatMap(({ lists: some }) => some);
      expect(lists.every(({ serials }) => serials.length <= 10_000)).toBe(true);
      const all = (fate: string) => lists.flatMap((list) => (list.fate === fate ? list.serials : []));
      expect([all('rejected'), all('destroyed')]).toEqual([told.rejected, told.destroyed]);
    }),
    { numRuns: 20 },
  );
});
