import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { regimes } from '#shared/regimes/regimes.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { listAccesses, putAccess } from './regulator-accesses.ts';

let world: World;
let tenant: string;
beforeAll(async () => {
  world = await startWorld();
  ({ tenant } = await aHouse(world));
});
afterAll(() => world.stop());

const put = 'PUT /api/regulator-accesses/{market}';
const list = 'GET /api/regulator-accesses';

/** Of markets that prove in other ways who sends, as the first one is otherwise. */
function api(route: typeof put | typeof list, more: object = {}) {
  const [first] = regimes;
  if (first === undefined) throw new Error('no market');
  const others: Regime[] = [
    { ...first, market: 'aa' },
    { ...first, market: 'bb', access: 'basic', seal: async (message) => message },
    { ...first, market: 'cc', access: 'mdlp-token' },
  ];
  const needs = { ...world.needs, registryTable: tables.registry, regimes: others };
  const handler = httpHandler(
    {
      [put]: { permission: 'registry:write', endpoint: putAccess(needs) },
      [list]: { permission: 'deliveries:read', endpoint: listAccesses(needs) },
    },
    async () => false,
  );
  return call(handler, route, { tenant, ...more });
}

test('people are told how each market is reached, and what a secret for it holds', async () => {
  const always = ['certificate', 'key', 'ca'];
  expect((await api(list)).body).toMatchObject({
    kinds: [
      { market: 'aa', access: 'static', must: [], may: ['token', ...always] },
      { market: 'bb', access: 'basic', must: ['origins', 'username', 'password', 'signature'], may: always },
      {
        ...{ market: 'cc', access: 'mdlp-token', may: always },
        must: ['origins', 'clientId', 'clientSecret', 'userId', 'signature'],
      },
    ],
  });
});

test('an access without a secret is set only where none is needed', async () => {
  const body = { url: 'https://api.example' };
  expect((await api(put, { path: { market: 'aa' }, body })).status).toBe(200);
  expect(await api(put, { path: { market: 'cc' }, body })).toMatchObject({
    status: 400,
    body: { at: '/secret', rule: expect.stringContaining('clientSecret') },
  });
  expect((await api(put, { path: { market: 'cc' }, body: { ...body, secret: 'production' } })).status).toBe(200);
});
