import { expect, test } from 'vitest';
import { standardWords } from '../vocabulary.ts';
import { typesOfUnit, unitsOfType } from './units.ts';

const types = [...standardWords('measurementType')];

test('every type of the table is one of the standard’s, and every code has the form of Recommendation 20', () => {
  const known = types.filter((type) => unitsOfType(type) !== undefined);
  expect(known.length).toBeGreaterThan(40);
  for (const type of known)
    for (const code of unitsOfType(type) ?? []) {
      expect(code).toMatch(/^[A-Z0-9]{2,3}$/);
      expect(typesOfUnit(code)).toContain(type);
      for (const owner of typesOfUnit(code)) expect(types).toContain(owner);
    }
});

test.each([
  ['KGM', ['Mass']],
  ['MTR', ['Altitude', 'Length']],
  ['ZZ', []],
])('%s measures %j', (code, expected) => expect(typesOfUnit(code)).toEqual(expected));
