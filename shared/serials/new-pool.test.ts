import { describe, expect, test } from 'vitest';
import { newImportedPool, newRandomPool, newSequentialPool, newSsccPool } from './new-pool.ts';
import { codeProfiles } from './profiles.ts';

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const set82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const random = { id: 'p1', gtin: '9521321543218', alphabet: letters, length: 13 };
const sscc = { id: 's1', companyPrefix: '9521321', extensionDigit: '1' };

describe('random pool', () => {
  test('begins empty, under its GTIN in 14 digits', () =>
    expect(newRandomPool(random)).toMatchObject({
      kind: 'random',
      gtin: '09521321543218',
      next: 0,
      generations: [{ generation: 1, from: 0 }],
    }));

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
    expect(newSsccPool(sscc)).toMatchObject({ kind: 'sscc', ...sscc, next: 0, last: 999_999_999 });
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

describe('a pool of a market', () => {
  const sequential = { id: 'q1', gtin: '9521321543218', alphabet: '0123456789', length: 12, suffix: 0 };

  test.each([
    ['a length that is none of it', newRandomPool({ ...random, profile: 'ru', length: 12 }), '/length'],
    ['a letter that it excludes', newRandomPool({ ...random, profile: 'eu-capitals' }), '/alphabet'],
    ['a sign that is no letter', newRandomPool({ ...random, alphabet: `${letters}-`, profile: 'eu' }), '/alphabet'],
    ['serials in order where they must be random', newSequentialPool({ ...sequential, profile: 'eu' }), '/suffix'],
    ['a suffix that can be guessed', newSequentialPool({ ...sequential, suffix: 3, profile: 'eu' }), '/suffix'],
    [
      'serials of its own where the platform issues',
      newRandomPool({ ...random, alphabet: '0123456789', length: 20, profile: 'cn-platform' }),
      '/kind',
    ],
    ['a market that there is none of', newImportedPool({ ...random, profile: 'atlantis' }), '/profile'],
  ])('with %s is refused with rule or remedy', (_, refusal, at) =>
    expect(refusal).toMatchObject({ refused: 'malformed', at, remedy: expect.any(String) }),
  );

  test('in order without a market is refused, with a suffix nobody guesses it is not', () => {
    expect(newSequentialPool(sequential)).toMatchObject({ refused: 'malformed', at: '/suffix' });
    expect(newSequentialPool({ ...sequential, profile: 'us' })).toMatchObject({ last: 999_999_999_999, suffix: 0 });
    expect(newSequentialPool({ ...sequential, suffix: 4 })).toMatchObject({ last: 99_999_999 });
  });

  test('every profile can be met by some pool, and says where it is from', () => {
    for (const { id, alphabet, length, issuing, source } of codeProfiles) {
      expect(source).not.toBe('');
      expect(newImportedPool({ ...random, profile: id })).toMatchObject({ kind: 'imported', last: -1 });
      const made = newRandomPool({ ...random, alphabet, length: length.most, profile: id });
      if (issuing === 'imported') expect(made).toMatchObject({ at: '/kind' });
      else expect(made).toMatchObject({ kind: 'random', profile: id });
    }
  });
});
