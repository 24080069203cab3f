import { describe, expect, test } from 'vitest';
import { readSscc, ssccUrn } from './sscc.ts';

describe('SSCC', () => {
  test('has 18 digits and a check digit that holds', () =>
    expect(readSscc('195213212345678904')).toBe('195213212345678904'));

  test.each([
    '',
    '19521321234567890',
    '00195213212345678904',
    '19521321234567890A',
    '195213212345678903',
    '１95213212345678904',
  ])('"%s" is refused', (text) =>
    expect(readSscc(text)).toMatchObject({ refused: 'malformed', rule: expect.any(String) }),
  );

  test('a refusal quotes no endless text', () =>
    expect(JSON.stringify(readSscc('9'.repeat(1_000_000))).length).toBeLessThan(300));

  test('becomes a URN under its company prefix, the extension digit in front of the reference', () => {
    expect(ssccUrn({ sscc: '195213212345678904', companyPrefix: '9521321' })).toBe(
      'urn:epc:id:sscc:9521321.1234567890',
    );
    expect(ssccUrn({ sscc: '195213212345678904', companyPrefix: '952132' })).toBe('urn:epc:id:sscc:952132.11234567890');
  });

  test.each(['4012345', '95213', '', '9521321234567', '952132x'])('has no URN under the prefix "%s"', (companyPrefix) =>
    expect(ssccUrn({ sscc: '195213212345678904', companyPrefix })).toHaveProperty('refused'),
  );
});
