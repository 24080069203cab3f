import { describe, expect, test } from 'vitest';
import { readGtin } from '../gtin.ts';
import { ntinOfPzn, pznOfNtin } from './ntin.ts';

describe('NTIN', () => {
  test.each([
    ['03752864', '04150037528643'],
    ['12345678', '04150123456782'],
  ])('of PZN %s is %s, a GTIN like any other', (pzn, ntin) => {
    expect(ntinOfPzn(pzn)).toBe(ntin);
    expect(pznOfNtin(ntin)).toBe(pzn);
    expect(pznOfNtin(ntin.slice(1))).toBe(pzn);
    expect(readGtin(ntin)).toBe(ntin);
  });

  test('other GTINs have no PZN inside', () =>
    expect(pznOfNtin('09521321543218')).toMatchObject({ refused: 'unsupported', remedy: expect.any(String) }));

  test('a case of the product has another indicator and is not read', () =>
    expect(pznOfNtin('14150037528640')).toMatchObject({ refused: 'unsupported' }));

  test.each([
    ['a wrong check digit', '04150037528644', 'GS1 GS §7.9'],
    ['a PZN that cannot be', '04150037528650', 'IFA PZN check digit'],
  ])('%s is refused', (_, ntin, rule) => expect(pznOfNtin(ntin)).toMatchObject({ refused: 'malformed', rule }));

  test('a wrong PZN has no NTIN', () => expect(ntinOfPzn('03752865')).toMatchObject({ refused: 'malformed' }));
});
