import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ppnCheckDigits, ppnOfPzn, pznOfPpn, readPpn, writePpn } from './ppn.ts';
import { pznCheckDigit } from './pzn.ts';

describe('PPN', () => {
  test.each([
    ['110375286414', { agency: '11', number: '03752864' }],
    ['111234567842', { agency: '11', number: '12345678' }],
    ['14144692180', { agency: '14', number: '1446921' }],
    ['14HAHA92146', { agency: '14', number: 'HAHA921' }],
  ])('%s is read and written back', (text, ppn) => {
    expect(readPpn(text)).toEqual(ppn);
    expect(writePpn(ppn)).toBe(text);
  });

  test('goes to the PZN and back', () => {
    expect(ppnOfPzn('3752864')).toBe('110375286414');
    expect(pznOfPpn('110375286414')).toBe('03752864');
  });

  test('wrong check digits are refused with the right ones', () =>
    expect(readPpn('110375286415')).toMatchObject({
      refused: 'malformed',
      at: '10',
      rule: 'IFA PPN modulo 97',
      detail: expect.stringContaining('give 14'),
    }));

  test('the PZN inside is proved too', () => {
    const wrong = `1103752865${ppnCheckDigits('1103752865')}`;
    expect(readPpn(wrong)).toMatchObject({ refused: 'malformed', at: '2', rule: 'IFA PZN check digit' });
    const short = `110375286${ppnCheckDigits('110375286')}`;
    expect(readPpn(short)).toMatchObject({ refused: 'malformed', at: '2' });
  });

  test('numbers of other agencies are no PZN', () =>
    expect(pznOfPpn('14HAHA92146')).toMatchObject({ refused: 'unsupported' }));

  test.each(['', '1103', '14Haha92146', '1103752864 14', '11037528641X', `14${'A'.repeat(19)}00`])(
    '"%s" is refused',
    (text) => expect(readPpn(text)).toMatchObject({ refused: 'malformed' }),
  );

  test('a code that is no PZN or no agency cannot be written', () => {
    expect(ppnOfPzn('03752865')).toMatchObject({ refused: 'malformed' });
    expect(writePpn({ agency: '140', number: 'HAHA921' })).toMatchObject({ refused: 'malformed' });
    expect(writePpn({ agency: '1', number: '4HAHA921' })).toMatchObject({ refused: 'malformed' });
    expect(writePpn({ agency: '14', number: 'haha' })).toMatchObject({ refused: 'malformed' });
  });

  test('every PZN survives', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7}$/), (seven) => {
        const check = pznCheckDigit(seven);
        if (check === undefined) return;
        const ppn = ppnOfPzn(seven + check);
        expect(ppn).toMatch(/^11\d{10}$/);
        expect(pznOfPpn(String(ppn))).toBe(seven + check);
      }),
    ));
});
