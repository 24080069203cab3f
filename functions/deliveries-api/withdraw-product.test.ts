import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { audit } from '#common/store/audit.ts';
import { startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { call } from '../../test/kit/call.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { sendReport } from '../send-regulator/send-report.ts';
import { listWithdrawals, withdrawProduct } from './withdraw-product.ts';

let world: World;
let hub: Sandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await hub.close();
});

const seconds = () => Math.floor(world.needs.now().getTime() / 1000);
const wanted = {
  withdrawal: 'w1',
  market: 'eu',
  reason: 'the authorisation ends',
  signature: { meaning: 'withdrawn' },
};

function api(house: House, body: object = wanted, more: Parameters<typeof call>[2] = {}, method = 'POST') {
  const needs = { ...world.needs, queues: { regulator: world.needs.wake } };
  const route = '/api/products/{gtin}/market-withdrawals';
  const handler = httpHandler(
    {
      [`POST ${route}`]: { permission: 'recalls:write', endpoint: withdrawProduct(needs) },
      [`GET ${route}`]: { permission: 'deliveries:read', endpoint: listWithdrawals(needs) },
    },
    world.needs.registry.granted,
  );
  const { tenant, gtin } = house;
  const claims = { username: 'quinn', auth_time: seconds() };
  return call(handler, `${method} ${route}`, {
    tenant,
    path: { gtin },
    role: 'qa',
    claims,
    ...(method === 'POST' && { body }),
    ...more,
  });
}

async function sender(faults: Parameters<typeof startEuHubSandbox>[0]['faults'] = []) {
  hub = await startEuHubSandbox({ port: 0, faults, now: () => world.needs.now().getTime() });
  const needs = { ...world.needs, baseUrls: { eu: hub.url } };
  return runDelivery(needs, 'acknowledged', sendReport(needs));
}

async function released() {
  const house = await aHouse(world, { units: 5 });
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(world.needs)({ tenant: house.tenant, release: house });
  return house;
}

const stateAtHub = async ({ gtin, serials }: House) => {
  const answered = await fetch(`${hub.url}/v1/packs/${gtin}/${serials[0]}`, { headers: { 'client-id': 'test' } });
  return v.parse(v.object({ state: v.string() }), await answered.json()).state;
};
const rows = async ({ tenant }: House) => (await world.needs.deliveries.list(tenant, { limit: 50 })).deliveries;

describe('a product that is withdrawn from a market', () => {
  test('is told to the Hub once, with who signed in the trail', async () => {
    const take = await sender([{ on: 'withdrawal', from: 1, count: 1, kind: 'truncate' }]);
    const house = await released();
    await world.drain(take);
    const made = await api(house);
    expect(made).toMatchObject({
      status: 201,
      body: { gtin: house.gtin, market: 'eu', signature: { meaning: 'withdrawn' } },
    });
    expect(await api(house)).toMatchObject({ status: 200, body: made.body });
    expect(await api(house, { ...wanted, withdrawal: 'w2' })).toMatchObject({ status: 409 });
    await world.drain(take);
    const told = (await rows(house)).filter(({ report }) => report?.name === 'product-withdrawal');
    expect(told.map(({ state, subject }) => [state, subject])).toEqual([['acknowledged', { gtin: house.gtin }]]);
    expect(await stateAtHub(house)).toBe('WITHDRAWN');
    const trail = await audit(world.table.db, tables.registry).ofMonth(house.tenant, '2026-03', 50);
    expect(trail.entries.filter(({ act }) => act === 'product-withdrawn')).toMatchObject([
      { signature: { meaning: 'withdrawn' } },
    ]);
    expect((await api(house, {}, {}, 'GET')).body).toEqual({ withdrawals: [made.body] });
  });

  test('has nothing more of it sent: a lot that is released later stands before a person', async () => {
    const take = await sender();
    const house = await aHouse(world, { units: 5 });
    await house.produce();
    await house.report();
    expect((await api(house)).status).toBe(201);
    world.woken.length = 0;
    await house.release();
    await planRelease(world.needs)({ tenant: house.tenant, release: house });
    await world.drain(take);
    const data = (await rows(house)).find(({ report }) => report?.name === 'product-master-data');
    expect(data).toMatchObject({
      state: 'rejected',
      failure: expect.stringContaining('was withdrawn from the market'),
      evidence: [],
    });
  });

  test('must have no reports under way, which the Hub would refuse', async () => {
    await sender();
    const house = await released();
    expect(await api(house)).toMatchObject({ status: 409, body: { remedy: expect.stringContaining('acknowledged') } });
  });

  test.each<[string, number, object, Parameters<typeof call>[2]]>([
    ['without a fresh sign-in', 403, wanted, { claims: { username: 'quinn' } }],
    ['by a machine', 403, wanted, { claims: {} }],
    ['by who may not', 403, wanted, { role: 'operator' }],
    ['from a market that is none', 400, { ...wanted, market: 'mars' }, {}],
    ['without a reason that says something', 400, { ...wanted, reason: 'no' }, {}],
    ['that is none', 404, wanted, { path: { gtin: '09521321999999' } }],
  ])('is refused %s', async (_, status, body, more) => {
    await sender();
    expect((await api(await aHouse(world), body, more)).status).toBe(status);
  });

  test('is refused where it was never sold', async () => {
    await sender();
    expect((await api(await aHouse(world, { change: { markets: ['US'] } }))).status).toBe(409);
  });
});
