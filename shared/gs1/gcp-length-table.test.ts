import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { gcpLengthTable } from './gcp-length-table.ts';
import { toEpcUrn } from './to-epc-urn.ts';

const published = (...entry: readonly unknown[]) => ({
  _disclaimer: ['as it is'],
  GCPPrefixFormatList: { date: '2026-01-01T00:00:00Z', entry },
});

function table(...entry: readonly unknown[]) {
  const made = gcpLengthTable(published(...entry));
  if (isRefusal(made)) throw new Error(made.detail);
  return made;
}

describe('published lengths of company prefixes', () => {
  const lengths = table(
    { prefix: '952', gcpLength: 7 },
    { prefix: '9529', gcpLength: 9 },
    { prefix: '95290', gcpLength: 0 },
    { prefix: '020', gcpLength: 0 },
    { prefix: '30', gcpLength: 12 },
    { prefix: '31', gcpLength: 5 },
  );

  test('the longest entry tells the length', () => {
    expect(lengths.prefixOf('9521321543218')).toBe('9521321');
    expect(lengths.prefixOf('9529321543218')).toBe('952932154');
    expect(lengths.prefixOf('300000000017')).toBe('300000000017');
  });

  test('length 0, no entry and a text too short have none', () => {
    expect(lengths.prefixOf('9529000000000')).toBeUndefined();
    expect(lengths.prefixOf('0201234567890')).toBeUndefined();
    expect(lengths.prefixOf('4012345123456')).toBeUndefined();
    expect(lengths.prefixOf('952132')).toBeUndefined();
  });

  test('a length that no URN has answers nothing', () => expect(lengths.prefixOf('3123456789012')).toBeUndefined());

  test('letters behind the entry are no prefix', () => expect(lengths.prefixOf('952ABCDEFG')).toBeUndefined());

  test('links become URNs by it', () => {
    expect(toEpcUrn('https://id.gs1.org/01/09521321543218/21/7', lengths)).toBe('urn:epc:id:sgtin:9521321.054321.7');
    expect(toEpcUrn('https://id.gs1.org/01/04012345123456/21/7', lengths)).toBeUndefined();
  });

  test.each([
    ['nothing', undefined, '/'],
    ['a list without its name', [], '/'],
    ['a prefix with letters', published({ prefix: '95X', gcpLength: 7 }), '/GCPPrefixFormatList/entry/0/prefix'],
    ['a prefix as a number', published({ prefix: 952, gcpLength: 7 }), '/GCPPrefixFormatList/entry/0/prefix'],
    ['a length beyond 12', published({ prefix: '952', gcpLength: 13 }), '/GCPPrefixFormatList/entry/0/gcpLength'],
    ['half a digit', published({ prefix: '952', gcpLength: 7.5 }), '/GCPPrefixFormatList/entry/0/gcpLength'],
    [
      'no length',
      published({ prefix: '9', gcpLength: 7 }, { prefix: '952' }),
      '/GCPPrefixFormatList/entry/1/gcpLength',
    ],
    [
      'two lengths for one prefix',
      published({ prefix: '952', gcpLength: 7 }, { prefix: '952', gcpLength: 8 }),
      '/GCPPrefixFormatList/entry/1',
    ],
  ])('%s is refused with its place', (_, json, at) =>
    expect(gcpLengthTable(json)).toMatchObject({ refused: 'malformed', at: expect.stringContaining(at) }),
  );

  test('an entry told twice the same way is no fault', () =>
    expect(table({ prefix: '952', gcpLength: 7 }, { prefix: '952', gcpLength: 7 }).prefixOf('95213219')).toBe(
      '9521321',
    ));
});
