import { expect, test } from 'vitest';
import { words } from './words.ts';

test.each([
  ['nationalNumbers', 'National numbers'],
  ['in-force', 'In force'],
  ['gtin', 'GTIN'],
  ['name', 'Name'],
])('%s is read as %s', (name, said) => expect(words(name)).toBe(said));
