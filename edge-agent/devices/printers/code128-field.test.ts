import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elementStringOf } from '../simulated/label-picture.ts';
import { FNC1 } from '../simulated/symbol.ts';
import { barData } from '../simulated/zpl-bars.ts';
import { code128Field } from './code128-field.ts';

describe('field data of a GS1-128 symbol', () => {
  test.each([
    ['00095212340000000013', '>;>800095212340000000013', 156],
    ['02095060001343523712', '>;>802095060001343523712', 156],
    ['10LOT', '>;>810>6LOT', 101],
    ['10A>B', '>;>810>6A>0B', 101],
    ['10AB\x1d21', '>;>810>6AB>821', 123],
    ['10A12345', '>;>810>6A1>52345', 123],
    ['10A123', '>;>810>6A123', 112],
    ['101', '>;>810>61', 79],
  ])('of %j is %s, %i modules wide', (text, field, modules) => {
    expect(code128Field(text)).toEqual({ field, modules });
  });

  test('is read by a printer as FNC1 and exactly the element string', () => {
    const value = fc.string({ unit: fc.constantFrom(...'0123456789AZaz>_<=:;\x1d%&0123456789'), maxLength: 40 });
    fc.assert(
      fc.property(fc.constantFrom('00', '10', '21', '3712'), value, (ai, rest) => {
        const data = barData(code128Field(ai + rest).field);
        expect(data[0]).toBe(FNC1);
        expect(elementStringOf(data)).toBe(ai + rest);
      }),
    );
  });
});

describe('a printer that reads ^BC', () => {
  test.each([
    ['CODE128', [...'CODE128']],
    ['>:CODE>0', [...'CODE>']],
    ['>;12>6A>534', [...'12A34']],
    ['>;1D24', ['2', '4']],
    ['>;382', ['3', '8']],
    ['A>8B', ['A', FNC1, 'B']],
    ['A>=>', ['A', '~']],
  ])('takes %s for %j', (text, data) => {
    expect(barData(text)).toEqual(data);
  });
});
