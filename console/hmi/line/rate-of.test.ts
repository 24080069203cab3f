import { expect, test } from 'vitest';
import { rateOf, type Sample, withSample } from './rate-of.ts';

const every = (ms: number, counts: readonly number[]): readonly Sample[] =>
  counts.reduce<readonly Sample[]>((sofar, count, i) => withSample(sofar, { at: i * ms, count }), []);

test('packs a minute are those of the last half minute', () => {
  expect(rateOf(every(1_000, [0, 5]))).toBeUndefined();
  expect(rateOf(every(1_000, [0, 5, 10, 15, 20, 25]))).toBe(300);
  const slower = [...Array(40).keys()].map((i) => i * 5).concat([...Array(40).keys()].map((i) => 200 + i));
  expect(rateOf(every(1_000, slower))).toBe(60);
});

test('a count that goes back begins another batch', () => {
  expect(rateOf(every(1_000, [100, 200, 300, 400, 500, 600, 0, 1]))).toBeUndefined();
});
