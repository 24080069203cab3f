import { describe, expect, test } from 'vitest';
import { readGln } from './gln.ts';
import { readGtin, unpadGtin } from './gtin.ts';
import { readSscc } from './sscc.ts';

describe('GTIN', () => {
  test.each([
    ['95213217', '00000095213217'],
    ['952132154321', '00952132154321'],
    ['9521321543218', '09521321543218'],
    ['09521321543218', '09521321543218'],
    ['39521321123213', '39521321123213'],
  ])('%s reads as %s', (text, gtin) => expect(readGtin(text)).toBe(gtin));

  test('a wrong check digit is refused with the right one', () => {
    expect(readGtin('09521321543217')).toMatchObject({ refused: 'malformed', rule: 'GS1 GS §7.9' });
    expect(readGtin('09521321543217')).toHaveProperty('detail', expect.stringContaining('give 8'));
  });

  test.each(['', '952132154321800', '0952132154321X', ' 9521321543218', '9521321'])('"%s" is refused', (text) =>
    expect(readGtin(text)).toMatchObject({ refused: 'malformed' }),
  );
});

describe('SSCC and GLN', () => {
  test('read their own length only', () => {
    expect(readSscc('195213212345678904')).toBe('195213212345678904');
    expect(readGln('9521321000179')).toBe('9521321000179');
    expect(readSscc('9521321000179')).toMatchObject({ refused: 'malformed' });
    expect(readGln('195213212345678904')).toMatchObject({ refused: 'malformed' });
    expect(readSscc('195213212345678905')).toMatchObject({ rule: 'GS1 GS §7.9' });
  });
});

describe('form of a GTIN', () => {
  test.each([
    ['00000095213217', '95213217'],
    ['00952132154321', '952132154321'],
    ['09521321543218', '9521321543218'],
    ['39521321123213', '39521321123213'],
  ])('%s was allocated as %s', (gtin, own) => {
    expect(unpadGtin(gtin)).toBe(own);
    expect(readGtin(own)).toBe(gtin);
  });

  test('what has not 14 digits is left alone', () => expect(unpadGtin('0095213215432')).toBe('0095213215432'));
});
