import { expect, test } from 'vitest';
import { exactNumber } from '../wire/exact-number.ts';
import { renamedMembers } from './rename-prefixes.ts';

const renames = new Map([
  ['ex', 'ex2'],
  ['http', 'http2'],
]);

test('prefixes are renamed in names, attributes and CURIEs, at every depth', () => {
  const tree = { 'ex:a': ['ex:b', { '@ex:c': 'ex:d', '@lang': 'ex', '#text': 'ex:e' }], 'other:a': 'x ex:b' };
  expect(renamedMembers(tree, renames)).toEqual({
    'ex2:a': ['ex2:b', { '@ex2:c': 'ex2:d', '@lang': 'ex', '#text': 'ex2:e' }],
    'other:a': 'x ex:b',
  });
});

test('URIs with two slashes are left alone, in names too', () => {
  const tree = { 'http://example.org/a': 'http://example.org/b', 'http:a': 'http:b' };
  expect(renamedMembers(tree, renames)).toEqual({
    'http://example.org/a': 'http://example.org/b',
    'http2:a': 'http2:b',
  });
});

test('what is no text stays what it is', () => {
  const tree = { a: null, b: true, c: exactNumber('26.0'), d: [] };
  expect(JSON.stringify(renamedMembers(tree, renames))).toBe('{"a":null,"b":true,"c":26.0,"d":[]}');
});
