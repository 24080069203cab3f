import { describe, expect, test } from 'vitest';
import { elementsOfPlain, plainNames, plainOfElements } from './plain-keys.ts';

describe('plain keys', () => {
  test('become elements, the key before its qualifiers, GTIN in 14 digits', () =>
    expect(elementsOfPlain({ serial: 'S/1', lot: 'L', gtin: '9521321543218' })).toEqual([
      { ai: '01', value: '09521321543218' },
      { ai: '10', value: 'L' },
      { ai: '21', value: 'S/1' },
    ]));

  test.each([
    [{ gtin: '09521321543217' }, '/gtin'],
    [{ gtin: '952132' }, '/gtin'],
    [{ sscc: '195213212345678903' }, '/sscc'],
    [{ gtin: '09521321543218', serial: 'A B' }, '/serial'],
    [{ gtin: '09521321543218', serial: '' }, '/serial'],
    [{ cpid: 'part' }, '/cpid'],
  ])('%j is refused with the name of the wrong one', (keys, at) =>
    expect(elementsOfPlain(keys)).toMatchObject({ refused: 'malformed', at, rule: expect.any(String) }),
  );

  test('come back from elements, others left out', () =>
    expect(
      plainOfElements([
        { ai: '00', value: '195213212345678904' },
        { ai: '17', value: '280331' },
      ]),
    ).toEqual({ sscc: '195213212345678904' }));

  test('every name has an identifier of its own', () =>
    expect(new Set(Object.values(plainNames)).size).toBe(Object.keys(plainNames).length));

  test('names of no key are passed over', () => expect(elementsOfPlain(JSON.parse('{"toString":"x"}'))).toEqual([]));
});
