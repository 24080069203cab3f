import { describe, expect, test } from 'vitest';
import { newPrefixes } from './read-prefixes.ts';

const name = (prefix: string, namespace: string, local = 'x') => ({ prefix, local, namespace });
const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';

describe('a namespace', () => {
  test('keeps the prefix of its sender, and one prefix for the whole document', () => {
    const prefixes = newPrefixes();
    expect(prefixes.member(name('ex', 'urn:one'))).toBe('ex:x');
    expect(prefixes.member(name('other', 'urn:one', 'y'))).toBe('ex:y');
    expect([...prefixes.definitions]).toEqual([['ex', 'urn:one']]);
  });

  test('whose prefix is taken gets a number', () => {
    const prefixes = newPrefixes();
    prefixes.member(name('ex', 'urn:one'));
    expect(prefixes.member(name('ex', 'urn:two'))).toBe('ex2:x');
    expect(prefixes.member(name('ex2', 'urn:three'))).toBe('ex22:x');
    expect(prefixes.member(name('ex', 'urn:four'))).toBe('ex3:x');
  });

  test('without a prefix gets one', () => {
    const prefixes = newPrefixes();
    expect(prefixes.member(name('', 'urn:one'))).toBe('ns1:x');
    expect(prefixes.member(name('', 'urn:two'))).toBe('ns2:x');
  });

  test('of the standard needs no definition', () => {
    const prefixes = newPrefixes();
    expect(prefixes.member(name('cbvmda', 'urn:epcglobal:cbv:mda:', 'lotNumber'))).toBe('cbvmda:lotNumber');
    expect(prefixes.definitions.size).toBe(0);
  });

  test('cannot have a prefix that the standard uses for another', () => {
    const prefixes = newPrefixes();
    expect(prefixes.member(name('cbvmda', 'urn:epcglobal:cbv:mda', 'lotNumber'))).toBe('cbvmda2:lotNumber');
    expect([...prefixes.definitions]).toEqual([['cbvmda2', 'urn:epcglobal:cbv:mda']]);
  });

  test.each(['urn', 'tag', 'URN'])('cannot have the prefix %s: then its names would be URIs', (prefix) => {
    expect(newPrefixes().member(name(prefix, 'urn:one'))).toBe(`${prefix}2:x`);
  });

  test('may have the prefix https', () => expect(newPrefixes().member(name('https', 'urn:one'))).toBe('https:x'));

  test('of the business document header is known by its usual prefix', () => {
    expect(newPrefixes().member(name('ns3', SBDH))).toBe('sbdh:x');
    const taken = newPrefixes();
    taken.member(name('sbdh', 'urn:one'));
    expect(taken.member(name('ns3', SBDH))).toBe('sbdh2:x');
  });
});

test('a name without namespace stays bare', () => {
  const prefixes = newPrefixes();
  expect(prefixes.member(name('', ''))).toBe('x');
  expect(prefixes.definitions.size).toBe(0);
});

test('there is an end to namespaces', () => {
  const prefixes = newPrefixes();
  for (let count = 0; count < 1000; count++) expect(prefixes.member(name('ex', `urn:${count}`))).toBeDefined();
  expect(prefixes.member(name('ex', 'urn:one more'))).toBeUndefined();
  expect(prefixes.member(name('ex', 'urn:7'))).toBe('ex8:x');
});
