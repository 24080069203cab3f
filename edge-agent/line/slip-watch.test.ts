import { expect, test } from 'vitest';
import { SlipWatch } from './slip-watch.ts';

const slips = (...offsets: number[]) => {
  const watch = new SlipWatch(2, 10);
  return offsets.map((offset) => watch.sees(offset)).at(-1);
};

test('two neighbours in a row are a slip, on either side and at any distance within reach', () => {
  expect(slips(-1, -1)).toBe(true);
  expect(slips(1, 3)).toBe(true);
});

test('one neighbour is not, nor two with a right one between', () => {
  expect(slips(-1)).toBe(false);
  expect(slips(-1, 0, -1)).toBe(false);
});

test('a code from far away is no neighbour', () => expect(slips(500, 500)).toBe(false));
