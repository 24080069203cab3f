import { expect, test } from 'vitest';
import type { JsonObject } from '../wire/json.ts';
import { isTypedValue } from './typed-value.ts';

test.each<JsonObject>([
  { '@value': 'a' },
  { '@value': 0, '@type': 'xsd:integer' },
  { '@language': 'de', '@value': 'Tablette' },
])('%j is a value object', (structure) => {
  expect(isTypedValue(structure)).toBe(true);
});

test.each<JsonObject>([
  {},
  { '@type': 'xsd:date' },
  { '@value': 'a', '#text': '' },
  { '@value': 'a', '@name': 'b' },
  { '@value': 'a', 'ex:b': 'c' },
])('%j is a structure with attributes', (structure) => {
  expect(isTypedValue(structure)).toBe(false);
});
