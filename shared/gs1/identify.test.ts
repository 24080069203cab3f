import { describe, expect, test } from 'vitest';
import { identify } from './identify.ts';

describe('identify', () => {
  test('tells packs and logistic units from the rest, in any spelling', () => {
    expect(identify('urn:epc:id:sgtin:9521321.054321.SN%2F0042')).toEqual({
      kind: 'sgtin',
      gtin: '09521321543218',
      serial: 'SN/0042',
      canonical: 'https://id.gs1.org/01/09521321543218/21/SN%2F0042',
    });
    expect(identify('https://packs.example/sscc/195213212345678904')).toEqual({
      kind: 'sscc',
      sscc: '195213212345678904',
      canonical: 'https://id.gs1.org/00/195213212345678904',
    });
    expect(identify('urn:epc:class:lgtin:9521321.054321.L')).toMatchObject({ kind: 'other' });
    expect(identify('what ever')).toEqual({ kind: 'other', canonical: 'what ever' });
  });
});
