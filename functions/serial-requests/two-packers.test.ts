import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import { lots } from '#common/store/lots.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { aGrant, anOrder, exampleGtin } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await world.house();
  const { put } = givenGrants(world.engine.db, tables.registry);
  for (const grantee of ['one', 'two']) {
    await put(house.tenant, { grantee, ...aGrant('serials:request', 'pools:read', 'blocks:write') });
    await orderOf(grantee, `of-${grantee}`);
  }
});

const as = (tenant: string) => ({ tenant, headers: { 'seriate-acting-for': house.tenant } });
const ask = (tenant: string, body: object) =>
  world.ask('POST /api/serial-requests', {
    ...as(tenant),
    body: { pool: 'packs', count: 5, site: 's', order: `of-${tenant}`, ...body },
  });
const routes = [
  'GET /api/serial-requests/{requestId}',
  'GET /api/serial-requests/{requestId}/serials',
  'GET /api/serial-requests/{requestId}/file',
  'POST /api/serial-requests/{requestId}/delivered',
  'POST /api/serial-requests/{requestId}/closed',
];
const idsOf = async (more: Parameters<SerialsWorld['ask']>[1]) => {
  const { body } = await world.ask('GET /api/serial-requests', more);
  return Object(body).requests.map(({ requestId }: { requestId: string }) => requestId);
};
const orderOf = (packer: string, order: string) =>
  lots(world.engine.db, tables.registry, tables.deliveries).create(
    house.tenant,
    anOrder({ order, packer, owner: house.tenant, site: 's', lot: order }),
    new Date(),
  );

describe('two packers on one pool', () => {
  test('do not see, fetch, close, return or destroy each other’s numbers', async () => {
    expect(await ask('one', { requestId: 'r1' })).toMatchObject({ status: 201 });
    const path = { requestId: 'r1' };
    for (const route of routes) expect(await world.ask(route, { ...as('two'), path })).toMatchObject({ status: 404 });
    for (const fate of ['returns', 'destructions'])
      expect(
        await world.ask(`POST /api/serial-requests/{requestId}/${fate}`, {
          ...as('two'),
          path,
          body: { id: 'b', reason: 'spoilt', ranges: [{ first: 0, last: 1 }] },
        }),
      ).toMatchObject({ status: 404 });
    expect(await idsOf(as('two'))).toEqual([]);
    expect(await idsOf(as('one'))).toEqual(['r1']);
    expect(await world.ask(routes[1] ?? '', { ...as('one'), path })).toMatchObject({ status: 200 });
  });

  test('give back by their sites what no line used, as serials or as ranges, if they may change blocks', async () => {
    const site = { ...as('one'), role: 'site', path: { requestId: 'r1' } };
    await ask('one', { requestId: 'r1', count: 10 });
    const { serials } = v.parse(serialPage, (await world.ask(routes[1] ?? '', site)).body);
    const give = (more: object) =>
      world.ask('POST /api/serial-requests/{requestId}/returns', { ...site, body: { reason: 'left over', ...more } });
    expect(await give({ id: 'a', serials: serials.slice(4, 6) })).toMatchObject({ status: 201 });
    expect(await give({ id: 'b', ranges: [{ first: 8, last: 9 }] })).toMatchObject({ status: 201 });
    expect(await give({ id: 'b', ranges: [{ first: 8, last: 9 }] })).toMatchObject({ status: 200 });
    expect((await world.ask(routes[0] ?? '', site)).body).toMatchObject({ numbers: { returned: 4, open: 6 } });
    const { put } = givenGrants(world.engine.db, tables.registry);
    await put(house.tenant, { grantee: 'one', ...aGrant('serials:request', 'pools:read') });
    expect(await give({ id: 'c', ranges: [{ first: 0, last: 0 }] })).toMatchObject({ status: 403 });
  });

  test('are given no block of the other, whatever the id they ask under', async () => {
    await ask('one', { requestId: 'r1' });
    expect(await ask('two', { requestId: 'r1' })).toMatchObject({ status: 404, body: { at: '/requestId' } });
    expect(await ask('one', { requestId: 'r1' })).toMatchObject({ status: 200 });
    expect(await house.request({ requestId: 'r1', count: 5, site: 's', order: 'of-one' })).toMatchObject({
      status: 409,
    });
  });

  test('and their owner: he sees all, and is told to which company a number was issued', async () => {
    await ask('one', { requestId: 'r1' });
    world.forward(1000);
    await house.request({ requestId: 'own' });
    expect(await idsOf({ tenant: house.tenant })).toEqual(['own', 'r1']);
    expect((await house.of('GET /api/serial-requests/{requestId}', 'r1')).body).toMatchObject({
      home: 'one',
      by: 'one-client',
    });
    const page = await house.of('GET /api/serial-requests/{requestId}/serials', 'r1');
    const [serial] = v.parse(serialPage, page.body).serials;
    const look = async (more: Parameters<SerialsWorld['ask']>[1]) =>
      (await world.ask('GET /api/serials/{code+}', { ...more, path: { code: `${exampleGtin}/${serial}` } })).body;
    expect(await look({ tenant: house.tenant })).toMatchObject({ issued: true, to: { company: 'one' } });
    expect(await look(as('one'))).toMatchObject({ issued: true, requestId: 'r1' });
    expect(Object.keys(Object(await look(as('two')))).toSorted()).toEqual(['epc', 'issued']);
  });

  test('ask for orders that they pack, and for no other', async () => {
    await orderOf('one', 'o1');
    expect(await ask('two', { requestId: 'x', order: 'o1' })).toMatchObject({ status: 404, body: { at: '/order' } });
    expect(await ask('one', { requestId: 'x', order: 'nowhere' })).toMatchObject({ status: 404 });
    expect(await ask('one', { requestId: 'x', order: 'o1' })).toMatchObject({ status: 201 });
    expect(await house.request({ requestId: 'y', order: 'o1' })).toMatchObject({ status: 201 });
  });
});
