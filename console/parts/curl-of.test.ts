import { expect, test } from 'vitest';
import { calledPath, curlOf } from './curl-of.ts';

const parameter = { required: false, description: '', schema: {} };
const operation = {
  id: 'GET /api/lots/{lot}',
  method: 'GET',
  path: '/api/lots/{lot}',
  tag: 'lots',
  summary: 'One lot',
  permission: 'orders:read',
  parameters: [
    { ...parameter, name: 'lot', in: 'path' as const },
    { ...parameter, name: 'gtin', in: 'query' as const },
    { ...parameter, name: 'format', in: 'query' as const },
  ],
  answers: [],
};
const around = { origin: 'https://seriate.example', tenant: 'acme' };

test('parameters are put where they belong, encoded, and those that are empty are left out', () => {
  expect(calledPath(operation, { lot: 'A/1', gtin: '1 2', format: '' })).toBe('/api/lots/A%2F1?gtin=1+2');
  expect(calledPath(operation, {})).toBe('/api/lots/{lot}');
});

test('a call names the tenant whose token it wants, and a body stays one word of the shell', () => {
  expect(curlOf(operation, { ...around, values: { lot: 'A1' } })).toBe(
    [
      '# TOKEN: of a machine client of acme whose role carries orders:read',
      'curl -X GET \\',
      '  -H "authorization: Bearer $TOKEN" \\',
      `  'https://seriate.example/api/lots/A1'`,
    ].join('\n'),
  );
  const header = { ...parameter, name: 'GS1-EPC-Format', in: 'header' as const };
  const values = { lot: 'A1', Accept: 'application/xml', 'GS1-EPC-Format': 'Always_EPC_URN' };
  const called = curlOf({ ...operation, parameters: [...operation.parameters, header] }, { ...around, values });
  expect(called).toContain(`-H 'accept: application/xml' \\\n  -H 'GS1-EPC-Format: Always_EPC_URN'`);
  const body = { type: 'object', required: ['a'], properties: { a: { const: "it's" } } };
  expect(curlOf({ ...operation, method: 'POST', body }, { ...around, values: {} })).toContain(`it'\\''s`);
});
