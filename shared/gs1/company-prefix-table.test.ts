import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { companyPrefixTable, longestPrefix, prefixesInOrder } from './company-prefix-table.ts';
import { toEpcUrn } from './to-epc-urn.ts';

function table(prefixes: Iterable<string>) {
  const made = companyPrefixTable(prefixes);
  if (isRefusal(made)) throw new Error(made.detail);
  return made;
}

describe('table of company prefixes', () => {
  test('the longest prefix wins, however they are ordered', () => {
    for (const prefixes of [
      ['952132', '9521321', '95213215'],
      ['95213215', '952132', '9521321'],
    ]) {
      expect(table(prefixes).prefixOf('9521321543218')).toBe('95213215');
      expect(longestPrefix(prefixes).prefixOf('9521321543218')).toBe('95213215');
    }
  });

  test('answers nothing where it knows nothing', () => {
    expect(table([]).prefixOf('9521321543218')).toBeUndefined();
    expect(table(['4012345']).prefixOf('9521321543218')).toBeUndefined();
    expect(table(['9521321']).prefixOf('952132')).toBeUndefined();
    expect(table(['9521321']).prefixOf('')).toBeUndefined();
  });

  test.each([
    [['9521321', '95213'], '/1'],
    [['9521321000170'], '/0'],
    [['952132X'], '/0'],
    [['952132', '9521321', ''], '/2'],
  ])('%j is refused with the place of the wrong one', (prefixes, at) =>
    expect(companyPrefixTable(prefixes)).toMatchObject({ refused: 'malformed', at, rule: 'EPC TDS §6.3' }),
  );

  test('tens of thousands of prefixes are held, and each found', () => {
    const prefixes = Array.from({ length: 50_000 }, (_, index) => String(400_000_000 + index * 7));
    const many = table(prefixes);
    for (const prefix of prefixes) expect(many.prefixOf(`${prefix}1234`)).toBe(prefix);
  });

  test('agrees with a look at every prefix', () =>
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[12]{6,12}$/), { maxLength: 30 }),
        fc.stringMatching(/^[12]{0,14}$/),
        (prefixes, digits) => {
          const slow = prefixes.filter((one) => digits.startsWith(one)).toSorted((a, b) => b.length - a.length)[0];
          expect(table(prefixes).prefixOf(digits)).toBe(slow);
          expect(longestPrefix(prefixes).prefixOf(digits)).toBe(slow);
        },
      ),
    ));

  test('the first table that knows is believed', () => {
    const both = prefixesInOrder(table(['952132']), table(['9521321', '4012345']));
    expect(both.prefixOf('9521321543218')).toBe('952132');
    expect(both.prefixOf('4012345123456')).toBe('4012345');
    expect(both.prefixOf('5012345123456')).toBeUndefined();
  });

  test('URNs are made with a table as with a list', () => {
    const link = 'https://id.gs1.org/01/09521321543218/21/7';
    expect(toEpcUrn(link, table(['9521321']))).toBe('urn:epc:id:sgtin:9521321.054321.7');
    expect(toEpcUrn(link, ['9521321'])).toBe('urn:epc:id:sgtin:9521321.054321.7');
    expect(toEpcUrn(link, table(['4012345']))).toBeUndefined();
  });

  test('a few prefixes may hold ones that are none', () =>
    expect(longestPrefix(['9521', '952132', 'x']).prefixOf('9521321')).toBe('952132'));
});
