import { expect, test } from 'vitest';
import { exampleOf, schemaRows, wordsOf } from './schema-rows.ts';

const order = {
  type: 'object',
  required: ['gtin', 'lines'],
  properties: {
    gtin: { type: 'string', pattern: '^\\d{14}$', description: 'of the product' },
    note: { type: 'string', maxLength: 20 },
    lines: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', required: ['count'], properties: { count: { type: 'integer', minimum: 2 } } },
    },
    kind: {
      anyOf: [
        { type: 'string', enum: ['a', 'b'] },
        { type: 'object', properties: { id: { type: 'string' } } },
      ],
    },
  },
};

test('members stand behind what they lie in, with what they have to be', () => {
  const rows = schemaRows(order);
  expect(rows.map(({ depth, name, type }) => [depth, name, type])).toEqual([
    [0, 'gtin', 'string'],
    [0, 'note', 'string'],
    [0, 'lines', 'list of object'],
    [1, 'count', 'integer'],
    [0, 'kind', 'one of these'],
    [1, 'either (1)', 'string'],
    [1, 'either (2)', 'object'],
    [2, 'id', 'string'],
  ]);
  expect(rows[0]).toMatchObject({ isNeeded: true, words: 'of the product; must match ^\\d{14}$' });
  expect(rows[3]).toMatchObject({ isNeeded: true, words: 'from 2' });
  expect(new Set(rows.map(({ at }) => at)).size).toBe(rows.length);
});

test('what goes on in itself ends', () => {
  const tree = {
    $ref: '#/$defs/node',
    $defs: { node: { type: 'object', properties: { child: { $ref: '#/$defs/node' } } } },
  };
  expect(schemaRows(tree).length).toBeGreaterThan(2);
  expect(exampleOf(tree)).toEqual({});
});

test('an example has what is needed, and nothing else', () => {
  expect(exampleOf(order)).toEqual({ gtin: '…', lines: [{ count: 2 }] });
  expect(wordsOf({ enum: ['a', 'b'], default: 'a' })).toBe('one of a, b; when absent a');
});
