import { describe, expect, test } from 'vitest';
import { canonicalEpc } from './canonical-epc.ts';
import { toEpcUrn } from './to-epc-urn.ts';

/** URN, path of the canonical link and the company prefix that leads back. */
const pairs: [string, string, string][] = [
  ['urn:epc:id:sgtin:9521321.054321.SN%2F0042', '01/09521321543218/21/SN%2F0042', '9521321'],
  ['urn:epc:id:sgtin:952132112.3321.7', '01/39521321123213/21/7', '952132112'],
  ['urn:epc:id:sgtin:9521321.054321.a.b', '01/09521321543218/21/a.b', '9521321'],
  ['urn:epc:idpat:sgtin:9521321.054321.*', '01/09521321543218', '9521321'],
  ['urn:epc:class:lgtin:9521321.054321.LOT-77', '01/09521321543218/10/LOT-77', '9521321'],
  ['urn:epc:id:upui:9521321.054321.T%3C1', '01/09521321543218/235/T%3C1', '9521321'],
  ['urn:epc:id:sscc:9521321.1234567890', '00/195213212345678904', '9521321'],
  ['urn:epc:id:sgln:9521321.00017.0', '414/9521321000179', '9521321'],
  ['urn:epc:id:sgln:9521321.00017.LINE2', '414/9521321000179/254/LINE2', '9521321'],
  ['urn:epc:id:sgln:952132100017..0', '414/9521321000179', '952132100017'],
  ['urn:epc:id:pgln:952132100017.', '417/9521321000179', '952132100017'],
  ['urn:epc:id:gdti:9521321.00123.INV-9', '253/9521321001237INV-9', '9521321'],
  ['urn:epc:id:gdti:952132100017..9', '253/95213210001799', '952132100017'],
  ['urn:epc:id:grai:9521321.00045.A77', '8003/09521321000452A77', '9521321'],
  ['urn:epc:idpat:grai:9521321.00045.*', '8003/09521321000452', '9521321'],
  ['urn:epc:id:giai:9521321.PUMP.4', '8004/9521321PUMP.4', '9521321'],
  ['urn:epc:id:itip:9521321.054321.01.03.S1', '8006/095213215432180103/21/S1', '9521321'],
  ['urn:epc:id:cpi:9521321.PART%2F7.4711', '8010/9521321PART%2F7/8011/4711', '9521321'],
  ['urn:epc:id:gsrn:9521321.0000000012', '8018/952132100000000120', '9521321'],
  ['urn:epc:id:gsrnp:9521321.0000000012', '8017/952132100000000120', '9521321'],
  ['urn:epc:id:ginc:9521321.CONS-1', '401/9521321CONS-1', '9521321'],
  ['urn:epc:id:gsin:9521321.123456789', '402/95213211234567896', '9521321'],
  ['urn:epc:id:sgcn:9521321.00045.77', '255/952132100045277', '9521321'],
];

describe('canonical EPC', () => {
  test.each(pairs)('%s is https://id.gs1.org/%s and comes back', (urn, path, companyPrefix) => {
    const link = `https://id.gs1.org/${path}`;
    expect(canonicalEpc(urn)).toBe(link);
    expect(canonicalEpc(link)).toBe(link);
    expect(toEpcUrn(link, ['4012345', companyPrefix])).toBe(urn);
  });

  test.each([
    ['HTTPS://packs.example/9521321543218', undefined],
    ['https://packs.example/some/where/gtin/9521321543218/lot/L1/ser/7?17=280331#top', '01/09521321543218/21/7'],
    ['https://packs.example/01/9521321543218/22/V/10/L1', '01/09521321543218/10/L1'],
    ['https://packs.example/01/9521321543218/22/V', '01/09521321543218'],
    ['https://packs.example/gln/9521321000179/254/0', '414/9521321000179'],
    ['https://erp.example/orders/401/4500012345', undefined],
    ['https://erp.example/v1/8004/4500012345', undefined],
    ['https://erp.example/party/1234567890123', undefined],
    ['https://erp.example/floor/414/1234567890123', undefined],
    ['https://erp.example/a/party/9521321000179', '417/9521321000179'],
    ['https://erp.example/a/414/9521321000179', '414/9521321000179'],
    ['https://erp.example/a/giai/9521321PUMP', '8004/9521321PUMP'],
    ['https://erp.example/401/9521321CONS', '401/9521321CONS'],
    ['https://id.gs1.org/a/401/9521321CONS', '401/9521321CONS'],
    ['https://id.gs1.de:443/party/1234567890123', '417/1234567890123'],
    ['https://gs1.org.erp.example/party/1234567890123', undefined],
    ['https://gs1.org@erp.example/party/1234567890123', undefined],
    ['https://packs.example/01/09521321543211/21/7', '01/09521321543211/21/7'],
    ['https://packs.example/01/9521321543218/21/7/10/L1', undefined],
    ['https://packs.example/01/952132154321/21/7', '01/00952132154321/21/7'],
    ['https://packs.example/01/95213215432/21/7', undefined],
    ['https://packs.example/01/9521321543218/21/', undefined],
    ['https://packs.example/01/9521321543218/21/%zz', undefined],
    ['https://packs.example/01/9521321543218/254/7', undefined],
    ['https://packs.example/01/9521321543218/21/a%20b', undefined],
    ['urn:epc:id:sgtin:9521321.54321.7', undefined],
    ['urn:epc:id:gid:1.2.3', undefined],
    ['urn:uuid:2b4d6f7a-0000-4000-8000-000000000000', undefined],
    ['', undefined],
  ])('%s', (text, path) => expect(canonicalEpc(text)).toBe(path === undefined ? text : `https://id.gs1.org/${path}`));

  test('case and leading zeros of a serial count', () => {
    const of = (serial: string) => canonicalEpc(`urn:epc:id:sgtin:9521321.054321.${serial}`);
    expect(new Set(['00123', '123', 'ab', 'AB'].map(of)).size).toBe(4);
  });

  test('escapes of characters that need none make no second spelling', () =>
    expect(canonicalEpc('urn:epc:id:sgtin:9521321.054321.%41%2d1')).toBe(
      'https://id.gs1.org/01/09521321543218/21/A-1',
    ));
});
