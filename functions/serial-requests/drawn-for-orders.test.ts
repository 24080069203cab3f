import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import type { GrantScope } from '#shared/access/grant.ts';
import { newSsccPool } from '#shared/serials/new-pool.ts';
import { aGrant, anOrder, exampleGtin } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());

const otherGtin = '09521321543225';
/** A packer with two orders at one site: of the example product in LOT1, and of another product in LOT2. */
beforeEach(async () => {
  house = await world.house();
  await granted();
  const { lots, pools } = world.needs();
  const order = { packer: 'packright', owner: house.tenant, site: 'rotterdam', ssccPool: 'sscc' };
  await lots.create(house.tenant, anOrder({ ...order, order: 'o1', lot: 'LOT1' }), new Date());
  await lots.create(house.tenant, anOrder({ ...order, order: 'o2', lot: 'LOT2', gtin: otherGtin }), new Date());
  const hidden = newSsccPool({ id: 'hidden', companyPrefix: '9521321', extensionDigit: '5' });
  await pools.create(house.tenant, good(hidden));
});

const granted = (scope?: GrantScope) =>
  givenGrants(world.engine.db, tables.registry).put(house.tenant, {
    grantee: 'packright',
    ...aGrant('serials:request', 'pools:read', 'blocks:write'),
    ...(scope && { scope }),
  });
let requests = 0;
const draw = (body: object, role = 'administrator') =>
  world.ask('POST /api/serial-requests', {
    tenant: 'packright',
    role,
    headers: { 'seriate-acting-for': house.tenant },
    body: { requestId: `r-${++requests}`, pool: 'packs', count: 5, site: 'rotterdam', ...body },
  });
const drawn = { status: 201 };
const withoutOrder = {
  status: 400,
  body: { at: '/order', remedy: expect.stringContaining('/api/orders?site=rotterdam') },
};

describe.each(['administrator', 'serialization-manager', 'site'])('under a grant a caller with the role %s', (role) => {
  test('draws for an order of its own, and not without one', async () => {
    expect(await draw({}, role)).toMatchObject(withoutOrder);
    expect(await draw({ order: 'o1' }, role)).toMatchObject(drawn);
    expect(await draw({ order: 'o1', site: 'elsewhere' }, role)).toMatchObject({ status: 404 });
    expect(await draw({ order: 'o3' }, role)).toMatchObject({ status: 404, body: { at: '/order' } });
  });

  test('draws for no order of a lot that the grant does not reach', async () => {
    await granted({ gtins: [exampleGtin, otherGtin], lots: ['LOT1'] });
    expect(await draw({ order: 'o1' }, role)).toMatchObject(drawn);
    expect(await draw({ order: 'o2' }, role)).toMatchObject({ status: 403 });
  });
});

describe('stock, without an order,', () => {
  test('is drawn by people and managing machines from a pool that the grant names, and from no other', async () => {
    await granted({ pools: ['packs'] });
    expect(await draw({})).toMatchObject(drawn);
    expect(await draw({}, 'serialization-manager')).toMatchObject(drawn);
    expect(await draw({ pool: 'sscc' })).toMatchObject({ status: 403 });
    await granted({ gtins: [exampleGtin] });
    const refused = await draw({});
    expect(refused).toMatchObject(withoutOrder);
    expect(refused.body).toMatchObject({ remedy: expect.stringContaining('scope.pools') });
  });

  test('is not drawn by a site, nor under a grant for lots', async () => {
    await granted({ pools: ['packs'] });
    expect(await draw({}, 'site')).toMatchObject(withoutOrder);
    await granted({ gtins: [exampleGtin], lots: ['LOT1'], pools: ['packs'] });
    expect(await draw({})).toMatchObject(withoutOrder);
  });
});

describe('numbers of containers', () => {
  test.each([
    ['sites', { sites: ['rotterdam'] }],
    ['sites and products', { sites: ['rotterdam'], gtins: [exampleGtin] }],
  ])('are drawn under a grant for %s from the pool of the order, and from no other', async (_, scope) => {
    await granted(scope);
    expect(await draw({ pool: 'sscc', order: 'o1' })).toMatchObject(drawn);
    expect(await draw({ pool: 'hidden', order: 'o1' })).toMatchObject({ status: 403, body: { at: '/pool' } });
    expect(await draw({ pool: 'sscc' })).toMatchObject(withoutOrder);
  });

  test('are not drawn for an order of a product that the grant does not name', async () => {
    await granted({ sites: ['rotterdam'], gtins: [exampleGtin] });
    expect(await draw({ pool: 'sscc', order: 'o2' })).toMatchObject({ status: 403 });
  });

  test('are drawn from any pool that the grant names, and from all under one that is not narrowed', async () => {
    expect(await draw({ pool: 'hidden', order: 'o1' })).toMatchObject(drawn);
    await granted({ sites: ['rotterdam'], pools: ['hidden'] });
    expect(await draw({ pool: 'hidden', order: 'o1' })).toMatchObject(drawn);
    expect(await draw({ pool: 'sscc', order: 'o1' })).toMatchObject({ status: 403 });
  });
});

test('a grant that is narrowed to a pool lets its holder draw from that pool and no other, and see its own requests', async () => {
  await granted({ pools: ['sscc'] });
  await house.request({ requestId: 'not-yours' });
  expect(await draw({ pool: 'sscc' })).toMatchObject(drawn);
  expect(await draw({})).toMatchObject({ status: 403 });
  const asked = { tenant: 'packright', headers: { 'seriate-acting-for': house.tenant } };
  const { body } = await world.ask('GET /api/serial-requests', { ...asked, query: { limit: '200' } });
  expect(Object(body).requests.map(({ pool }: { pool: string }) => pool)).toEqual(['sscc']);
  const path = { requestId: 'not-yours' };
  for (const route of [
    'GET /api/serial-requests/{requestId}',
    'GET /api/serial-requests/{requestId}/serials',
    'POST /api/serial-requests/{requestId}/closed',
  ])
    expect(await world.ask(route, { ...asked, path })).toMatchObject({ status: 404 });
});

describe('numbers of an order that its line packs now', () => {
  const at = '2026-03-01T10:00:00.000Z';
  const paused = { seen: 1, runs: 1, state: 'paused', line: 'line-1', at } as const;
  const entry = { at, home: 'packright', by: 'agent', act: 'order-told', subject: 'order o1' } as const;
  const back = (requestId: string, role: string) =>
    world.ask('POST /api/serial-requests/{requestId}/destructions', {
      ...{ tenant: 'packright', role, headers: { 'seriate-acting-for': house.tenant }, path: { requestId } },
      body: { id: 'b1', reason: 'left over', ranges: [{ first: 0, last: 0 }] },
    });

  test('are destroyed by nobody but the site', async () => {
    await draw({ order: 'o1', requestId: 'at-line' });
    const { lots } = world.needs();
    const lot = await lots.get(house.tenant, exampleGtin, 'LOT1');
    if (lot === undefined) throw new Error('no lot');
    expect(await lots.keepStanding(house.tenant, lot, paused, { isCancelled: false }, entry)).toBe('stored');
    const refused = await back('at-line', 'administrator');
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('packs order o1') } });
    expect(await back('at-line', 'site')).toMatchObject({ status: 201 });
  });
});
