import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { anOrder } from '../testing/builders.ts';
import { itemLabel } from './label.ts';
import { judge } from './verify.ts';

const due = itemLabel(anOrder(), 'SN1', standardRecipe(anOrder())).elements;
const gs = '\x1d';
const code = (serial = 'SN1', lot = 'LOT42', expiry = '280630') =>
  `]d2010952123400001317${expiry}10${lot}${gs}21${serial}`;
const read = (text: string | undefined, grade = 3) => judge(due, { sequence: 1, text, grade }, 1.5);

describe('a read', () => {
  test('is good when every element is as printed and the grade reaches the threshold', () => {
    expect(read(code())).toEqual({ good: true });
    expect(read(code(), 1.5)).toEqual({ good: true });
  });

  test.each([
    ['no read', undefined],
    ['not a GS1 DataMatrix', code().replace(']d2', ']d1')],
    ['not a GS1 DataMatrix', code().slice(3)],
    ['unreadable code', ']d2nonsense'],
    ['foreign', code().replace('09521234000013', '09521111111115')],
    ['mismatch', code('SN2')],
    ['mismatch', code('SN1', 'LOT43')],
    ['mismatch', code('SN1', 'LOT42', '280731')],
    ['mismatch', `${code()}${gs}91more`],
    // Without its separator the lot swallows the serial: nobody may guess where one ends.
    ['mismatch', code().replace(gs, '')],
  ])('is bad as %s for %j', (reason, text) => {
    expect(read(text)).toMatchObject({ good: false, reason });
  });

  test('is bad below the threshold', () => {
    expect(read(code(), 1.4)).toEqual({ good: false, reason: 'grade' });
  });

  test('names the serial of the same product that was read instead', () => {
    expect(read(code('SN2'))).toMatchObject({ serial: 'SN2' });
  });

  test('is never good when it says anything else than was printed', () => {
    fc.assert(fc.property(fc.string(), (text) => text === code() || !read(text).good));
    const place = fc.integer({ min: 0, max: code().length - 1 });
    fc.assert(
      fc.property(place, fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        const changed = code().slice(0, at) + other + code().slice(at + 1);
        return changed === code() || !read(changed).good;
      }),
    );
  });
});
