import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { type Handled, handled } from '#shared/regimes/handled.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { listAccesses, putAccess } from './regulator-accesses.ts';

let world: World;
let tenant: string;
const guard = outboundGuard('loopback', async () => [{ address: '198.41.0.4', family: 4 }]);
beforeAll(async () => {
  world = await startWorld();
  ({ tenant } = await aHouse(world));
});
afterAll(() => world.stop());

const put = 'PUT /api/regulator-accesses/{market}';
const list = 'GET /api/regulator-accesses';

/** Of markets that prove in other ways who sends, as the first one is otherwise. */
function api(route: typeof put | typeof list, more: object = {}) {
  const [first] = handled;
  if (first === undefined) throw new Error('no market');
  const others: Handled[] = [
    { ...first, market: 'aa' },
    { ...first, market: 'bb', access: 'basic', seals: true },
    { ...first, market: 'cc', access: 'mdlp-token' },
    { ...first, market: 'dd', repealed: 'Law 1' },
  ];
  const needs = { ...world.needs, registryTable: tables.registry, regimes: others, guard };
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
      { market: 'dd', repealed: 'Law 1' },
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

test.each([
  'ftp://api.example',
  'http://169.254.169.254/',
  'https://10.0.0.1/',
  'http://u:p@127.0.0.1:80/kr',
  'http://api.example',
])('an access is not set to %s, which nothing would be sent to', async (url) => {
  expect(await api(put, { path: { market: 'aa' }, body: { url } })).toMatchObject({
    status: 400,
    body: { at: '/url' },
  });
});

test('an access to a rehearsal on this machine is set where requests may go there', async () => {
  const body = { url: 'http://127.0.0.1:38219/kz', secret: 'rehearsal' };
  expect((await api(put, { path: { market: 'bb' }, body })).status).toBe(200);
});

test('an access of a market whose duty is repealed is set to rehearse alone', async () => {
  const body = { url: 'https://api.example' };
  expect(await api(put, { path: { market: 'dd' }, body })).toMatchObject({
    status: 400,
    body: { at: '/rehearsal', rule: 'Law 1', remedy: expect.stringContaining('rehearsal') },
  });
  expect((await api(put, { path: { market: 'dd' }, body: { ...body, rehearsal: true } })).status).toBe(200);
});

test('whoever sets another address is told which reports were sent to the one before, and wait there', async () => {
  const { deliveries, now } = world.needs;
  const url = 'https://one.example';
  const report = { key: 'k', name: 'n', act: 'a', at: '' };
  await deliveries.plan(
    { ...{ tenant, deliveryId: 'away', kind: 'submission', market: 'aa' }, subject: {}, report },
    now(),
  );
  const claim = await deliveries.claim(tenant, 'away', now());
  if (claim === undefined) throw new Error('not due');
  const noted = { at: now().toISOString(), direction: 'sent', key: 'k' } as const;
  const to = { url, rehearsal: false };
  const frozen = { requestId: 'q', evidenceKey: 'k', method: 'POST', path: '/', headers: {}, to } as const;
  await deliveries.noteSent(claim, noted, frozen);
  await deliveries.settle(claim, { standing: { ...claim.delivery, state: 'sent', receipt: 'r' } }, now());
  const set = async (body: object) => (await api(put, { path: { market: 'aa' }, body })).body;
  expect(await set({ url: 'https://two.example' })).toMatchObject({ sentElsewhere: ['away'] });
  expect(await set({ url })).not.toHaveProperty('sentElsewhere');
});
