import { describe, expect, test } from 'vitest';
import { readDigitalLink, writeDigitalLink } from './digital-link.ts';

describe('Digital Link', () => {
  test('is read with its qualifiers, decoded, from any host', () => {
    expect(
      readDigitalLink('https://packs.example/shop/gtin/9521321543218/cpv/2A/lot/LOT-77/ser/SN%2F0042?17=280331'),
    ).toEqual({
      primary: { ai: '01', value: '09521321543218' },
      qualifiers: [
        { ai: '22', value: '2A' },
        { ai: '10', value: 'LOT-77' },
        { ai: '21', value: 'SN/0042' },
      ],
    });
  });

  test.each([
    ['a wrong check digit', 'https://packs.example/01/09521321543217', 'check digit must be 8'],
    ['an unknown qualifier', 'https://packs.example/01/09521321543218/99/7', 'not followed by its qualifiers'],
    ['qualifiers out of order', 'https://packs.example/01/09521321543218/21/7/10/L', 'not followed by its qualifiers'],
    ['a value of the wrong shape', 'https://packs.example/00/19521321', 'must have 18 characters'],
    ['no key', 'https://packs.example/products/7', 'no GS1 key'],
    ['another scheme', 'ftp://packs.example/01/09521321543218', 'not an http'],
    ['no path', 'https://packs.example', 'not an http'],
  ])('%s is refused', (_, text, detail) =>
    expect(readDigitalLink(text)).toMatchObject({ refused: 'malformed', detail: expect.stringContaining(detail) }),
  );

  test('is written in canonical form', () => {
    expect(
      writeDigitalLink({ scheme: 'sgtin', companyPrefix: '9521321', itemReference: '054321', serial: 'A(1)' }),
    ).toBe('https://id.gs1.org/01/09521321543218/21/A%281%29');
    expect(writeDigitalLink({ scheme: 'pgln', companyPrefix: '9521321', partyReference: '00017' })).toBe(
      'https://id.gs1.org/417/9521321000179',
    );
  });
});
