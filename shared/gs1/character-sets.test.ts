import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOutside, set82 } from './character-sets.ts';

describe('character sets', () => {
  test.each([
    ['N', /[0-9]/],
    ['X', /[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]/],
    ['Y', /[#\-/0-9A-Z]/],
    ['Z', /[-=0-9A-Z_a-z]/],
  ] as const)('%s holds what the General Specifications list, and nothing else', (set, listed) => {
    for (let code = 0; code < 0x300; code++) {
      const letter = String.fromCharCode(code);
      expect([letter, firstOutside(set, letter) === -1]).toEqual([letter, listed.test(letter)]);
    }
  });

  test('X has 82 characters', () => {
    expect(set82).toHaveLength(82);
    expect(new Set(set82).size).toBe(82);
  });

  test('an empty text has no character outside', () => expect(firstOutside('N', '')).toBe(-1));

  test('a part of a text is looked at alone', () => {
    expect(firstOutside('N', 'AB12CD', 2, 4)).toBe(-1);
    expect(firstOutside('N', 'AB12CD', 2)).toBe(4);
    expect(firstOutside('N', 'AB12CD', 1, 4)).toBe(1);
  });

  test('half a character and an emoji are outside', () => {
    expect(firstOutside('X', 'a\ud83d')).toBe(1);
    expect(firstOutside('X', 'ab💊')).toBe(2);
  });

  test('the first of several is found, whatever stands before it', () => {
    const inside = fc.string({ unit: fc.constantFrom(...set82), maxLength: 40 });
    return fc.assert(
      fc.property(
        inside,
        fc.constantFrom('\x1d', ' ', '^', '\\', '|', '~', 'ä', '€'),
        fc.string(),
        (before, bad, after) => {
          expect(firstOutside('X', before + bad + after)).toBe(before.length);
        },
      ),
    );
  });
});
