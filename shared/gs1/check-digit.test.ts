import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, checkDigitHolds } from './check-digit.ts';

const digits = (least: number, most: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},${most}}$`));

describe('check digit', () => {
  test.each([
    ['952132100017', '9'],
    ['0952132154321', '8'],
    ['19521321234567890', '4'],
    ['0000000', '0'],
    ['7', '9'],
  ])('%s is closed by %s', (body, closing) => expect(checkDigit(body)).toBe(closing));

  test('holds for every key it closes', () => {
    return fc.assert(
      fc.property(digits(1, 20), (body) => {
        expect(checkDigitHolds(body + checkDigit(body))).toBe(true);
      }),
    );
  });

  test('catches every single wrong digit', () => {
    return fc.assert(
      fc.property(digits(2, 18), fc.nat(), fc.integer({ min: 1, max: 9 }), (body, place, by) => {
        const key = body + checkDigit(body);
        const at = place % key.length;
        const wrong = key.slice(0, at) + ((Number(key[at]) + by) % 10) + key.slice(at + 1);
        expect(checkDigitHolds(wrong)).toBe(false);
      }),
    );
  });

  test('does not hold for text that is no key', () => {
    for (const text of ['', '0', '12A4', ' 17']) expect(checkDigitHolds(text)).toBe(false);
  });

  test('leading zeros do not change it', () => {
    return fc.assert(
      fc.property(digits(7, 12), (body) => {
        expect(checkDigit(body)).toBe(checkDigit(body.padStart(17, '0')));
      }),
    );
  });
});
