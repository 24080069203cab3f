import { describe, expect, test } from 'vitest';
import { sgtinUrn } from './sgtin.ts';
import { ssccUrn } from './sscc.ts';

describe('SGTIN URN', () => {
  test('is built from what stands on the pack', () => {
    expect(sgtinUrn({ gtin: '09521321543218', serial: 'SN/0042', companyPrefix: '9521321' })).toBe(
      'urn:epc:id:sgtin:9521321.054321.SN%2F0042',
    );
    expect(sgtinUrn({ gtin: '39521321123213', serial: '7', companyPrefix: '952132112' })).toBe(
      'urn:epc:id:sgtin:952132112.3321.7',
    );
  });

  test('a refusal quotes no endless text', () => {
    const endless = '9'.repeat(1_000_000);
    for (const wrong of [{ gtin: endless }, { serial: endless }, { companyPrefix: endless }]) {
      const refusal = sgtinUrn({ gtin: '09521321543218', serial: '7', companyPrefix: '9521321', ...wrong });
      expect(JSON.stringify(refusal).length).toBeLessThan(300);
    }
  });

  test.each([
    { gtin: '09521321543217', serial: '7', companyPrefix: '9521321' },
    { gtin: '09521321543218', serial: '', companyPrefix: '9521321' },
    { gtin: '09521321543218', serial: 'A B', companyPrefix: '9521321' },
    { gtin: '09521321543218', serial: '123456789012345678901', companyPrefix: '9521321' },
    { gtin: '09521321543218', serial: '7', companyPrefix: '9521322' },
    { gtin: '09521321543218', serial: '7', companyPrefix: '95213' },
  ])('%o is refused', (item) => expect(sgtinUrn(item)).toMatchObject({ refused: 'malformed' }));
});

describe('SSCC URN', () => {
  test('is built from the label', () =>
    expect(ssccUrn({ sscc: '195213212345678904', companyPrefix: '9521321' })).toBe(
      'urn:epc:id:sscc:9521321.1234567890',
    ));

  test('is refused under a foreign prefix or with a wrong check digit', () => {
    expect(ssccUrn({ sscc: '195213212345678904', companyPrefix: '9521322' })).toMatchObject({ refused: 'malformed' });
    expect(ssccUrn({ sscc: '195213212345678903', companyPrefix: '9521321' })).toMatchObject({ refused: 'malformed' });
  });
});
