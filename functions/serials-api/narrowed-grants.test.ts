import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import { serialPage } from '#shared/messages/site-api.ts';
import { newImportedPool } from '#shared/serials/new-pool.ts';
import { aGrant, anOrder, exampleGtin } from '../../test/kit/builders.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { type SerialsWorld, startSerialsWorld } from '../../test/kit/serials-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let world: SerialsWorld;
let house: Awaited<ReturnType<SerialsWorld['house']>>;
const as = (tenant: string) => ({ tenant, headers: { 'seriate-acting-for': house.tenant } });
beforeAll(async () => {
  world = await startSerialsWorld();
  house = await world.house();
  const { put } = givenGrants(world.engine.db, tables.registry);
  const may = aGrant('serials:request', 'pools:read');
  await put(house.tenant, { grantee: 'lot-1', ...may, scope: { gtins: [exampleGtin], lots: ['LOT1'] } });
  await put(house.tenant, { grantee: 'lot-2', ...may, scope: { gtins: [exampleGtin], lots: ['LOT2'] } });
  await put(house.tenant, { grantee: 'product', ...may, scope: { gtins: [exampleGtin] } });
  await put(house.tenant, { grantee: 'another', ...may, scope: { gtins: ['09521321543225'] } });
});
afterAll(() => world.stop());

test('a code of another lot than a grant is narrowed to was not issued, for who holds it', async () => {
  const serials: string[] = [];
  for (const tenant of ['lot-1', 'lot-2']) {
    const order = `order-${tenant}`;
    const ordered = anOrder({
      order,
      packer: tenant,
      owner: house.tenant,
      site: 's',
      lot: tenant.replace('lot-', 'LOT'),
    });
    await world.needs().lots.create(house.tenant, ordered, new Date());
    const body = { requestId: `of-${tenant}`, pool: 'packs', count: 1, site: 's', order };
    expect(await world.ask('POST /api/serial-requests', { ...as(tenant), body })).toMatchObject({ status: 201 });
    const page = await house.of('GET /api/serial-requests/{requestId}/serials', body.requestId);
    serials.push(...v.parse(serialPage, page.body).serials);
  }
  const look = async (tenant: string, serial = '') =>
    (await world.ask('GET /api/serials/{code+}', { ...as(tenant), path: { code: `${exampleGtin}/${serial}` } })).body;
  expect(await look('lot-2', serials[1])).toMatchObject({ issued: true, state: 'allocated' });
  await house.commission(serials);
  expect(await look('lot-1', serials[0])).toMatchObject({ issued: true, lot: 'LOT1' });
  expect(await look('lot-2', serials[1])).toEqual({ epc: expect.any(String), issued: false });
});

test('refills are shown under a grant for their product, and under no other', async () => {
  const { pools, refills, now } = world.needs();
  await pools.create(house.tenant, good(newImportedPool({ id: 'codes', gtin: exampleGtin })));
  const issuer = { kind: 'seriate', url: 'https://l4.example', pool: 'theirs', secret: 's' };
  const pool = await pools.get(house.tenant, 'codes');
  await pools.settings(house.tenant, pool, { threshold: 1, refill: { issuer, amount: 5 } });
  const refillId = (await refills.planIfLow(house.tenant, await pools.get(house.tenant, 'codes'), now())) ?? '';
  const list = async (tenant: string) => Object((await world.ask('GET /api/refills', as(tenant))).body).refills;
  const show = (tenant: string) => world.ask('GET /api/refills/{refillId}', { ...as(tenant), path: { refillId } });
  expect(await list('product')).toMatchObject([{ refillId }]);
  expect(await list('another')).toEqual([]);
  expect(await show('product')).toMatchObject({ status: 200, body: { refillId } });
  expect(await show('another')).toMatchObject({ status: 404 });
});
