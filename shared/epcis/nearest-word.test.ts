import { describe, expect, test } from 'vitest';
import { nearestWord } from './nearest-word.ts';

const words = ['commissioning', 'decommissioning', 'shipping', 'void_shipping', 'other', 'x'];

describe('the nearest word', () => {
  test.each([
    ['comissioning', 'commissioning'],
    ['COMMISSIONING', 'commissioning'],
    ['decomissioning', 'decommissioning'],
    ['shiping', 'shipping'],
    ['hsipping', 'shipping'],
    ['void-shipping', 'void_shipping'],
    ['ohter', 'other'],
    ['x', 'x'],
  ])('to %s is %s', (slip, meant) => expect(nearestWord(slip, words)).toBe(meant));

  test.each(['', 'banana', 'sh', 'y', 'a'.repeat(1_000_000)])('to %.10s is none', (slip) =>
    expect(nearestWord(slip, words)).toBeUndefined(),
  );

  test('is none where there are no words', () => expect(nearestWord('shipping', [])).toBeUndefined());
});
