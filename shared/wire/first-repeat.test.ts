import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstRepeat } from './first-repeat.ts';

const slowly = (texts: readonly string[]) => {
  const index = texts.findIndex((text, at) => texts.indexOf(text) < at);
  return index < 0 ? undefined : index;
};

describe('the first repeated text', () => {
  test('is found wherever it stands', () => {
    const texts = fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(texts, (list) => {
        expect(firstRepeat(list)).toBe(slowly(list));
      }),
    );
  });

  test('is found in a list whose texts all end alike', () => {
    const alike = Array.from({ length: 3000 }, (_, index) => `${index}-the-same-ending`);
    expect(firstRepeat(alike)).toBeUndefined();
    expect(firstRepeat([...alike, '7-the-same-ending'])).toBe(3000);
  });
});
