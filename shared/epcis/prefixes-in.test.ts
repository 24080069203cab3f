import { expect, test } from 'vitest';
import { exactNumber } from '../wire/exact-number.ts';
import { prefixesIn } from './prefixes-in.ts';

test('texts at any depth are looked at, names are not', () => {
  const tree = { 'name:x': ['a:1', { inner: 'b:2', more: [['a:3']] }], n: 1, d: exactNumber('1.0'), z: null };
  expect(prefixesIn(tree)).toEqual(['a', 'b']);
});

test.each([
  'urn:epc:id:sgtin:9521321.054321.1',
  'https://example.org/',
  'ex://host',
  '2026-03-01T09:30:00Z',
  'no colon',
  ':x',
  'said he: yes',
  'a/b:c',
  '',
])('%j begins with no prefix', (text) => expect(prefixesIn(text)).toEqual([]));

test.each([
  ['größe:1', 'größe'],
  ['ex:', 'ex'],
  ['tel:+49', 'tel'],
  ['_p:a b', '_p'],
])('%j begins with one', (text, prefix) => expect(prefixesIn([text, text])).toEqual([prefix]));
