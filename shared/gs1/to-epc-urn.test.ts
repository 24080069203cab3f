import { describe, expect, test } from 'vitest';
import { toEpcUrn } from './to-epc-urn.ts';

describe('to EPC URN', () => {
  const link = 'https://id.gs1.org/01/09521321543218/21/7';

  test('the longest matching prefix wins', () =>
    expect(toEpcUrn(link, ['952132', '95213215', '9521321'])).toBe('urn:epc:id:sgtin:95213215.04321.7'));

  test('no prefix, no guess', () => {
    expect(toEpcUrn(link, [])).toBeUndefined();
    expect(toEpcUrn(link, ['4012345', '95213'])).toBeUndefined();
  });

  test('a wrong check digit would be lost in a URN, so there is none', () =>
    expect(toEpcUrn('https://id.gs1.org/01/09521321543211/21/7', ['9521321'])).toBeUndefined());

  test('a GTIN-8 has no company prefix', () =>
    expect(toEpcUrn('https://id.gs1.org/01/00000095213210/21/7', ['000000', '0000009'])).toBeUndefined());

  test('what is no key has no URN', () => expect(toEpcUrn('https://packs.example/', ['9521321'])).toBeUndefined());

  test('a product variant alone has none: its URN would name all variants', () => {
    expect(toEpcUrn('https://id.gs1.org/01/09521321543218/22/V', ['9521321'])).toBeUndefined();
    expect(toEpcUrn('https://id.gs1.org/01/09521321543218/22/V/10/L', ['9521321'])).toBe(
      'urn:epc:class:lgtin:9521321.054321.L',
    );
  });

  test('the address of another service has none', () =>
    expect(toEpcUrn('https://erp.example/orders/401/9521321', ['952132'])).toBeUndefined());

  test('a URN comes back, under the prefix that is known', () =>
    expect(toEpcUrn('urn:epc:id:sscc:9521321.1234567890', ['9521321'])).toBe('urn:epc:id:sscc:9521321.1234567890'));
});
