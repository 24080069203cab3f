import { describe, expect, test } from 'vitest';
import { canonicalEpc, canonicalKey } from './canonical-epc.ts';
import { readDigitalLink } from './digital-link.ts';
import { findInPath } from './link-path.ts';

/** Every primary key with the qualifiers of the standard, by number and by alias where there is one. */
const paths: [string, string][] = [
  ['00/195213212345678904', 'sscc/195213212345678904'],
  ['01/09521321543218/22/V/10/L/21/S', 'gtin/09521321543218/cpv/V/lot/L/ser/S'],
  ['01/09521321543218/235/T', 'gtin/09521321543218/235/T'],
  ['253/9521321001237INV', 'gdti/9521321001237INV'],
  ['255/952132100045277', 'gcn/952132100045277'],
  ['401/9521321CONS', 'ginc/9521321CONS'],
  ['402/95213211234567896', 'gsin/95213211234567896'],
  ['414/9521321000179/254/LINE2', 'gln/9521321000179/glnx/LINE2'],
  ['414/9521321000179/7040/1ABC', 'gln/9521321000179/7040/1ABC'],
  ['415/9521321000179/8020/INV7', 'payTo/9521321000179/refno/INV7'],
  ['417/9521321000179/7040/1ABC', 'party/9521321000179/7040/1ABC'],
  ['8003/09521321000452A77', 'grai/09521321000452A77'],
  ['8004/9521321PUMP/7040/1ABC', 'giai/9521321PUMP/7040/1ABC'],
  ['8006/095213215432180103/22/V/10/L/21/S', 'itip/095213215432180103/cpv/V/lot/L/ser/S'],
  ['8010/9521321PART/8011/4711', 'cpid/9521321PART/cpsn/4711'],
  ['8013/1987654Ad4X4bL5ttr2310c2K', 'gmn/1987654Ad4X4bL5ttr2310c2K'],
  ['8017/952132100000000120/8019/12', 'gsrnp/952132100000000120/srin/12'],
  ['8018/952132100000000120/8019/12', 'gsrn/952132100000000120/srin/12'],
];

describe('path of a link', () => {
  test.each(paths)('%s is found by number and by alias, behind any path', (path, aliased) => {
    const link = readDigitalLink(`https://id.gs1.org/${path}`);
    expect(link).not.toHaveProperty('refused');
    expect(readDigitalLink(`https://id.gs1.org/${aliased}`)).toEqual(link);
    expect(readDigitalLink(`HTTP://user@packs.example:8080/a/01/b/${aliased}?x=1#y`)).toEqual(link);
    expect(canonicalKey(`https://packs.example/${aliased}`)).toBeDefined();
  });

  test('the stem ends before the key', () => {
    const found = findInPath('https://packs.example/a/b/gtin/9521321543218');
    expect(found).toMatchObject({ before: 'https://packs.example/a/b/'.length });
  });

  test('the most specific qualifier is kept for comparison', () => {
    expect(canonicalEpc('https://packs.example/gsrn/952132100000000120/srin/12')).toBe(
      'https://id.gs1.org/8018/952132100000000120/8019/12',
    );
    expect(canonicalEpc('https://packs.example/payTo/9521321000179/refno/INV%2F7')).toBe(
      'https://id.gs1.org/415/9521321000179/8020/INV%2F7',
    );
  });

  test.each([
    ['qualifiers out of order', 'https://a.example/01/09521321543218/21/S/10/L', 'any of 22, 10, 21 or 235'],
    ['a qualifier of another key', 'https://a.example/00/195213212345678904/21/S', 'end the path'],
    ['a qualifier twice', 'https://a.example/01/09521321543218/21/S/21/S', '22, 10, 21'],
    ['two slashes at the end', 'https://a.example/01/09521321543218//', '22, 10, 21'],
    ['TPX behind a lot', 'https://a.example/01/09521321543218/10/L/235/T', '22, 10, 21 or 235'],
    ['an importer behind a GLN extension', 'https://a.example/414/9521321000179/254/A/7040/1ABC', '254 or 7040'],
    ['a payment slip without its number', 'https://a.example/415/9521321000179', 'any of 8020'],
    ['a bad escape', 'https://a.example/01/09521321543218/21/%4', '22, 10, 21'],
  ])('%s is refused with what may follow, and left alone in comparison', (_, link, remedy) => {
    expect(readDigitalLink(link)).toMatchObject({ refused: 'malformed', remedy: expect.stringContaining(remedy) });
    expect(canonicalEpc(link)).toBe(link);
  });

  test.each([
    ['a GTIN of 11 digits', 'https://a.example/01/95213215432'],
    ['an SSCC of 17 digits', 'https://a.example/00/19521321234567890'],
    ['a letter in a GLN', 'https://a.example/414/952132100017X'],
    ['a GRAI without its zero and too short', 'https://a.example/8003/9521321000452'],
    ['a qualifier without value', 'https://a.example/01/09521321543218/21'],
    ['an alias in capitals', 'https://a.example/GTIN/09521321543218'],
    ['small hexadecimal digits of a control character', 'https://a.example/01/09521321543218/21/a%1db'],
  ])('%s is left alone', (_, link) => {
    expect(readDigitalLink(link)).toMatchObject({ refused: 'malformed' });
    expect(canonicalEpc(link)).toBe(link);
  });

  test('one slash at the end says nothing', () => {
    expect(canonicalEpc('https://a.example/01/09521321543218/21/7/?17=280331')).toBe(
      'https://id.gs1.org/01/09521321543218/21/7',
    );
    expect(readDigitalLink('https://a.example/01/09521321543218/')).toEqual(
      readDigitalLink('https://a.example/01/09521321543218'),
    );
  });

  test('a letter outside ASCII is in no value', () => {
    for (const letter of ['%E2%82%AC', '%20AC', 'é', '%E9'])
      expect(readDigitalLink(`https://a.example/01/09521321543218/21/A${letter}`)).toMatchObject({
        refused: 'malformed',
      });
  });

  test('small and capital hexadecimal digits are one spelling', () =>
    expect(canonicalEpc('https://a.example/01/09521321543218/21/a%2fb')).toBe(
      'https://id.gs1.org/01/09521321543218/21/a%2Fb',
    ));

  test('a wrong check digit is kept for comparison and refused in reading', () => {
    const link = 'https://id.gs1.org/00/195213212345678903';
    expect(canonicalEpc(link)).toBe(link);
    expect(readDigitalLink(link)).toMatchObject({ refused: 'malformed', rule: 'GS1 GS §7.9' });
  });

  test.each([
    ['a path of a million keys', `https://a.example${'/01'.repeat(1_000_000)}`],
    ['a path of slashes', `https://a.example/${'/'.repeat(1_000_000)}`],
    ['an endless serial', `https://a.example/01/09521321543218/21/${'A'.repeat(1_000_000)}`],
    ['an endless host', `https://${'a'.repeat(1_000_000)}`],
    ['no host', 'https:///01/09521321543218'],
  ])('%s is left alone', (_, text) => {
    expect(canonicalEpc(text)).toBe(text);
    const refusal = readDigitalLink(text);
    expect(refusal).toHaveProperty('refused');
    expect(JSON.stringify(refusal).length).toBeLessThan(600);
  });
});
