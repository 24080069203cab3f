import * as v from 'valibot';
import { expect, test } from 'vitest';
import { apiDocument, narrowed, operationsOf } from '../../console/parts/api-document.ts';
import { schemaRows } from '../../console/parts/schema-rows.ts';
import { openapi } from '../../functions/describe-api/openapi.ts';
import { routes } from '../../functions/describe-api/routes.ts';

const told = v.parse(apiDocument, JSON.parse(JSON.stringify(openapi(routes))));
const operations = operationsOf(told);
const called = (id: string) => operations.find((one) => one.id === id);

test('every route of the API is an operation, whose parameters and answers are there in full', () => {
  expect(operations).toHaveLength(Object.keys(routes).length);
  const lot = called('GET /api/lots/{lot}');
  expect(lot).toMatchObject({ tag: 'lots', permission: 'orders:read' });
  expect(lot?.parameters.map(({ name, in: place }) => [name, place])).toEqual([
    ['lot', 'path'],
    ['gtin', 'query'],
    ['Seriate-Acting-For', 'header'],
  ]);
  expect(lot?.answers.map(({ status }) => status)).toEqual(['200', '429', 'default']);
});

test('every body and answer can be shown, member by member', () => {
  for (const { id, body, answers } of operations)
    for (const schema of [body, ...answers.map((one) => one.schema)]) {
      const rows = schemaRows(schema ?? {});
      expect(new Set(rows.map(({ at }) => at)).size, id).toBe(rows.length);
    }
  const members = schemaRows(called('POST /api/orders')?.body).map(({ name }) => name);
  expect(members).toEqual(expect.arrayContaining(['gtin', 'quantity', 'lot']));
});

test('operations are found by every word of path, summary and permission, and by what they are about', () => {
  const found = narrowed(operations, 'ORDERS:read lot reconciliation', 'lots').map(({ id }) => id);
  expect(found).toContain('GET /api/lots/{lot}/reconciliation');
  expect(narrowed(operations, 'orders', 'lots').every(({ tag }) => tag === 'lots')).toBe(true);
  expect(called('GET /health')).toMatchObject({ tag: 'health', permission: undefined });
});
