import { expect, test } from 'vitest';
import { BinWatch } from './bin-watch.ts';

const looks = (watch: BinWatch, ...counters: [rejected: number, binConfirmed: number][]) =>
  counters.map(([rejected, binConfirmed]) => watch.sees({ rejected, binConfirmed }));

test('a pack may be on its way into the bin at one look, and not at the next', () => {
  expect(looks(new BinWatch(0), [0, 0], [1, 0], [3, 1], [3, 3])).toEqual([undefined, undefined, undefined, undefined]);
  expect(looks(new BinWatch(0), [0, 0], [1, 0], [1, 0]).at(-1)).toBe(
    '1 of the packs that the gate rejected did not fall into the bin',
  );
});

test('rejects that keep coming do not hide the one that is missing', () => {
  expect(looks(new BinWatch(0), [1, 1], [2, 1], [4, 2], [6, 3]).map((words) => words !== undefined)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('a pack in the bin that nobody rejected is told at once', () => {
  expect(looks(new BinWatch(0), [2, 2], [2, 3])[1]).toBe('1 packs fell into the bin that the gate did not reject');
});

test('what was amiss before the batch is not held against it', () => {
  expect(looks(new BinWatch(2), [5, 3], [6, 4])).toEqual([undefined, undefined]);
  expect(new BinWatch(2).agrees({ rejected: 6, binConfirmed: 4 })).toBe(true);
});
