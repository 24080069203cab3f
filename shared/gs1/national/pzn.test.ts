import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pznCheckDigit, readPzn } from './pzn.ts';

describe('PZN', () => {
  test.each(['03752864', '3752864', '-03752864', 'PZN-03752864', 'PZN - 03752864', 'PZN: 3752864'])(
    '%s is read as eight digits',
    (text) => expect(readPzn(text)).toBe('03752864'),
  );

  test('a wrong check digit is refused with the right one', () =>
    expect(readPzn('03752865')).toMatchObject({
      refused: 'malformed',
      at: '7',
      detail: expect.stringContaining('give 4'),
    }));

  test('numbers whose sum leaves 10 are never issued', () => {
    expect(pznCheckDigit('0000005')).toBe('2');
    expect(pznCheckDigit('0000003')).toBeUndefined();
    expect(readPzn('00000030')).toMatchObject({ detail: expect.stringContaining('never issued') });
  });

  test.each(['', '375286', '037528640', 'PZN', '0375286X', '03752864 ', 'PZN----03752864'])('"%s" is refused', (text) =>
    expect(readPzn(text)).toMatchObject({ refused: 'malformed' }),
  );

  test('every single wrong digit and every swap of neighbours is found', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7}$/), fc.nat(7), fc.integer({ min: 1, max: 9 }), (seven, at, step) => {
        const check = pznCheckDigit(seven);
        if (check === undefined) return;
        const pzn = seven + check;
        expect(readPzn(pzn)).toBe(pzn);
        const changed = String((Number(pzn[at]) + step) % 10);
        const wrong = pzn.slice(0, at) + changed + pzn.slice(at + 1);
        expect(readPzn(wrong)).toMatchObject({ refused: 'malformed' });
        const swapped = pzn.slice(0, 5) + pzn[6] + pzn[5] + pzn[7];
        if (swapped !== pzn) expect(readPzn(swapped)).toMatchObject({ refused: 'malformed' });
      }),
    ));
});
