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

  test('is found in a list of any length, and only there', () => {
    for (const length of [0, 1, 2, 3, 7, 8, 127, 128, 129, 5000]) {
      const texts = Array.from({ length }, (_, index) => `urn:epc:id:sgtin:9521321.054321.${index * 7919}`);
      expect(firstRepeat(texts)).toBeUndefined();
      if (length > 0) expect(firstRepeat([...texts, texts[length >> 1] ?? ''])).toBe(length);
    }
  });

  test('is looked for in what is text only', () => {
    expect(firstRepeat([1, 1, null, null, 'a', {}, 'b', 'a'])).toBe(7);
    expect(firstRepeat([1, 1, null, null, 'a', {}, {}])).toBeUndefined();
  });

  test('is found in a list whose texts all end alike', () => {
    const alike = Array.from({ length: 3000 }, (_, index) => `${index}-the-same-ending`);
    expect(firstRepeat(alike)).toBeUndefined();
    expect(firstRepeat([...alike, '7-the-same-ending'])).toBe(3000);
  });
});
