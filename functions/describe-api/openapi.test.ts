import { expect, test } from 'vitest';
import { openapi } from './openapi.ts';
import { routes } from './routes.ts';

const document = openapi(routes);

test('every route is an operation', () => {
  const operations = Object.values(document.paths).flatMap((operations) => Object.keys(operations));
  expect(operations).toHaveLength(Object.keys(routes).length);
});

test('a request body is described down to its patterns', () => {
  expect(JSON.stringify(document.paths['/api/orders'])).toContain('"quantity"');
  expect(JSON.stringify(document.paths['/api/serial-requests'])).toContain('"maximum":10000000');
});

test('a route without a token says so, the others name their permission', () => {
  expect(document.paths['/health']).toMatchObject({ get: { security: [] } });
  expect(document.paths['/api/lots/{lot}/release']).toMatchObject({ post: { 'x-permission': 'lots:release' } });
});

test('an answer names the media types that it can come in', () => {
  const told = (path: string) => Object(document.paths[path]).get?.responses?.['200']?.content ?? {};
  expect(Object.keys(told('/epcis/events'))).toEqual([
    'application/json',
    'application/ld+json',
    'application/xml',
    'text/xml',
  ]);
  expect(Object.keys(told('/api/audit'))).toEqual(['application/json', 'text/csv']);
  expect(Object.keys(told('/api/lots'))).toEqual(['application/json']);
});

test('path parameters are required, greedy ones lose their plus', () => {
  const epc = expect.objectContaining({ name: 'epc', required: true });
  expect(document.paths['/api/units/{epc}']).toMatchObject({ get: { parameters: expect.arrayContaining([epc]) } });
});
