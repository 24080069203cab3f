import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributeMember, attributeName } from './attribute-members.ts';

const keywords = (
  'base container context direction graph id import included index json language list nest none prefix propagate ' +
  'protected reverse set type value version vocab'
).split(' ');

describe('an attribute', () => {
  test.each(keywords)('called %s never becomes a keyword of JSON-LD', (name) => {
    expect(attributeMember(name)).toBe(`@_${name}`);
    expect(attributeName(`@_${name}`)).toBe(name);
    expect(attributeName(`@${name}`)).toBe(name);
  });

  test.each(['Authority', 'ex:context', 'Context', 'contexts', '_x', '_', 'xml:lang', 'ids'])(
    'called %s keeps its name behind the @',
    (name) => {
      expect(attributeMember(name)).toBe(`@${name}`);
      expect(attributeName(`@${name}`)).toBe(name);
    },
  );

  test('called _context is still told from one called context', () => {
    expect(attributeMember('_context')).toBe('@__context');
    expect(attributeName('@__context')).toBe('_context');
  });

  test('comes back from its member, whatever it is called', () => {
    const word = fc.oneof(fc.constantFrom(...keywords), fc.string());
    fc.assert(
      fc.property(fc.constantFrom('', '_', '__', 'ex:'), word, (before, name) => {
        expect(attributeName(attributeMember(before + name))).toBe(before + name);
      }),
    );
  });
});
