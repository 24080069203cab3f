import { describe, expect, test } from 'vitest';
import { randomStream } from './random.ts';

const take = (seed: number, channel: string, count: number) =>
  Array.from({ length: count }, randomStream(seed, channel));

describe('a random stream', () => {
  test('is the same for the same seed and channel', () => {
    expect(take(1, 'voids', 50)).toEqual(take(1, 'voids', 50));
  });

  test('differs by seed and by channel', () => {
    expect(take(1, 'voids', 5)).not.toEqual(take(2, 'voids', 5));
    expect(take(1, 'voids', 5)).not.toEqual(take(1, 'late', 5));
  });

  test('is even enough for a rate', () => {
    for (const channel of ['voids', 'late', 'growth']) {
      const numbers = take(7, channel, 20_000);
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
      const share = numbers.filter((number) => number < 0.05).length / numbers.length;
      expect(share).toBeGreaterThan(0.042);
      expect(share).toBeLessThan(0.058);
    }
  });
});
