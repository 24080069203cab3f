import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit } from './check-digit.ts';
import { checkCharactersRule, checkDigitRule, ibanCheckRule } from './check-rules.ts';

const whole = (value: string) => [value, 0, value.length] as const;

describe('check digit', () => {
  test('is looked at where the part ends, not where the value does', () => {
    expect(checkDigitRule('9521321000458EXTRA', 0, 13)).toMatchObject({ offset: 12, detail: 'check digit must be 2' });
    expect(checkDigitRule('09521321000452', 1, 14)).toBeUndefined();
  });

  test('is the one that is written elsewhere, for any number', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,17}$/), fc.integer({ min: 0, max: 9 }), (body, last) => {
        const right = checkDigit(body) === String(last);
        expect(checkDigitRule(...whole(body + last)) === undefined).toBe(right);
      }),
    ));
});

describe('check characters', () => {
  test('are the last two of the whole value', () => {
    expect(checkCharactersRule('1987654Ad4X4bL5ttr2310c2K', 4, 25)).toBeUndefined();
    expect(checkCharactersRule('1987654Ad4X4bL5ttr2310c2L', 4, 25)).toMatchObject({
      offset: 23,
      detail: 'check characters must be 2K',
    });
  });
});

describe('account numbers', () => {
  // The examples that the registry of IBAN formats gives for three countries.
  test.each([
    'GB29NWBK60161331926819',
    'DE89370400440532013000',
    'NL91ABNA0417164300',
    'MT84MALT011000012345MTLCAST001S',
  ])('%s is one', (value) => expect(ibanCheckRule(...whole(value))).toBeUndefined());

  test('with two digits swapped are none', () =>
    expect(ibanCheckRule(...whole('DE89370400440532031000'))).toMatchObject({ offset: 2 }));

  test('have only digits and capitals', () =>
    expect(ibanCheckRule(...whole('DE8937040044x532013000'))).toMatchObject({ offset: 12 }));
});
