import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { set82 } from './character-sets.ts';
import { checkCharacters } from './check-characters.ts';

describe('check characters of a model number', () => {
  test('are those of the example in the General Specifications', () =>
    expect(checkCharacters('1987654Ad4X4bL5ttr2310c')).toBe('2K'));

  test('are none for what cannot be a model number', () => {
    expect(checkCharacters('1987654 A')).toBeUndefined();
    expect(checkCharacters('1'.repeat(24))).toBeUndefined();
  });

  test('tell every single wrong character and every swapped pair', () => {
    const body = fc.string({ unit: fc.constantFrom(...set82), minLength: 2, maxLength: 23 });
    return fc.assert(
      fc.property(body, fc.nat(), fc.constantFrom(...set82), (text, place, letter) => {
        const at = place % (text.length - 1);
        const wrong = text.slice(0, at) + letter + text.slice(at + 1);
        const swapped = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
        for (const other of [wrong, swapped])
          if (other !== text) expect(checkCharacters(other)).not.toBe(checkCharacters(text));
      }),
    );
  });
});
