import { expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { call } from '../../test/kit/call.ts';
import { refuseUnrouted } from './refuse-unrouted.ts';

const routes = { $default: { permission: 'events:query', scope: 'read', endpoint: refuseUnrouted() } } as const;
const handler = httpHandler(routes, async () => false);
const ask = (rawPath: string) => call((event, context) => handler({ ...event, rawPath }, context), '$default');

test.each([
  ['/epcis/capture', 'GET, POST, OPTIONS'],
  ['/epcis/events/urn:uuid:1', 'GET, OPTIONS'],
  ['/epcis/bizSteps/https://ns.example/step/events', 'GET, OPTIONS'],
  ['/epcis/queries/cold chain', 'GET, DELETE, OPTIONS'],
  ['/epcis/soap', 'GET, POST'],
])('a method that %s does not have is refused with those it has', async (path, allowed) => {
  expect(await ask(path)).toMatchObject({
    status: 405,
    headers: { Allow: allowed, 'content-type': 'application/problem+json' },
    body: { status: 405, at: 'method', rule: expect.any(String), remedy: `use ${allowed}` },
  });
});

test.each(['/epcis/nothing', '/api/lots/1/2/3', '/'])('%s is nowhere', async (path) => {
  expect(await ask(path)).toMatchObject({
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
    body: { status: 404, instance: path, remedy: expect.stringContaining('/api/openapi.json') },
  });
});
