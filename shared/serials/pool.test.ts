import { describe, expect, test } from 'vitest';
import { newRandomPool, newSsccPool } from './pool.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const random = { id: 'p1', gtin: '9521321543218', alphabet: letters, length: 13 };
const sscc = { id: 's1', companyPrefix: '9521321', extensionDigit: '1' };

describe('random pool', () => {
  test('begins empty, under its GTIN in 14 digits', () =>
    expect(newRandomPool(random)).toMatchObject({ kind: 'random', gtin: '09521321543218', next: 0, generation: 1 }));

  test.each([
    ['0123456789', 12, 99_999_998],
    ['01', 20, 103],
    [letters, 4, 103],
    [set82, 20, Number.MAX_SAFE_INTEGER - 1],
  ])(
    'over "%s" with length %i issues fewer than one in ten thousand, and no more than can be counted',
    (alphabet, length, last) => {
      expect(newRandomPool({ ...random, alphabet, length })).toMatchObject({ last });
      expect((BigInt(last) + 1n) * 10_000n).toBeLessThan(BigInt(alphabet.length) ** BigInt(length));
    },
  );

  test.each([
    ['a wrong GTIN', { gtin: '9521321543217' }, { rule: 'GS1 GS §7.9' }],
    ['a letter twice', { alphabet: 'ABCA' }, { at: '/alphabet', detail: expect.stringContaining('"A" twice') }],
    ['a letter outside set 82', { alphabet: 'AB#' }, { at: '/alphabet', detail: expect.stringContaining('"#"') }],
    ['a letter of two code units', { alphabet: 'AB😀' }, { at: '/alphabet' }],
    ['one letter', { alphabet: 'A' }, { at: '/alphabet' }],
    ['no letter', { alphabet: '' }, { at: '/alphabet' }],
    ['length 21', { length: 21 }, { at: '/length' }],
    ['length 1', { length: 1 }, { at: '/length' }],
    ['half a letter', { length: 7.5 }, { at: '/length' }],
    ['too few serials', { alphabet: '0123456789', length: 5 }, { at: '/length', rule: 'NIST SP 800-38G §5.1' }],
  ])('with %s is refused', (_, wrong, refusal) =>
    expect(newRandomPool({ ...random, ...wrong })).toMatchObject({ refused: 'malformed', ...refusal }),
  );
});

describe('SSCC pool', () => {
  test('holds what its prefix leaves room for', () => {
    expect(newSsccPool(sscc)).toEqual({ kind: 'sscc', ...sscc, next: 0, last: 999_999_999 });
    expect(newSsccPool({ ...sscc, companyPrefix: '952132' })).toMatchObject({ last: 9_999_999_999 });
    expect(newSsccPool({ ...sscc, companyPrefix: '952132100017' })).toMatchObject({ last: 9_999 });
  });

  test.each([
    [{ companyPrefix: '95213' }, '/companyPrefix'],
    [{ companyPrefix: '9521321000170' }, '/companyPrefix'],
    [{ companyPrefix: '95213X1' }, '/companyPrefix'],
    [{ extensionDigit: '10' }, '/extensionDigit'],
    [{ extensionDigit: '' }, '/extensionDigit'],
    [{ extensionDigit: 'A' }, '/extensionDigit'],
  ])('with %o is refused', (wrong, at) =>
    expect(newSsccPool({ ...sscc, ...wrong })).toMatchObject({ refused: 'malformed', at }),
  );
});
