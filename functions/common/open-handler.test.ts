import { expect, test } from 'vitest';
import { call } from '../../test/kit/call.ts';
import { openHandler } from './open-handler.ts';

const handler = openHandler(async () => ({ statusCode: 200, headers: { x: '1' }, body: '"up"' }), { limit: '4' });

test('a route that needs no token answers with the headers of all', async () => {
  expect(await call(handler, 'GET /health')).toEqual({ status: 200, headers: { limit: '4', x: '1' }, body: 'up' });
});

test('a parameter it does not know is refused as elsewhere', async () => {
  expect(await call(handler, 'GET /health', { query: { deep: 'true' } })).toMatchObject({
    status: 400,
    headers: { 'content-type': 'application/problem+json', limit: '4' },
    body: { type: 'urn:seriate:problem:bad-parameter', instance: '/health', at: '?deep' },
  });
});
