import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderChange, OrderStanding } from '#shared/messages/orders-api.ts';
import { type NewOrder, orderList, type SerialRequest, serialBlock, serialPage } from '#shared/messages/site-api.ts';
import { approved } from '../../../test/kit/approved.ts';
import { aProduct, exampleGtin } from '../../../test/kit/builders.ts';
import { call } from '../../../test/kit/call.ts';
import { lotHandler, lotNeeds } from '../../../test/kit/lot-world.ts';
import { type SerialsWorld, startSerialsWorld } from '../../../test/kit/serials-world.ts';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { FileDrop } from '../drop/file-drop.ts';
import { openFolder } from '../drop/open-folder.ts';
import { SerialStock } from '../serial-stock.ts';
import { orderReader } from './files/order-reader.ts';
import { Orders } from './orders.ts';
import { sendDrafts } from './send-drafts.ts';
import { ordersSettings } from './settings.ts';
import { StandingTeller } from './tell-standings.ts';

let world: SerialsWorld;
let tenant: string;
let homes: ReturnType<typeof temporary>[];
let stores: Stores;
let ids = 0;
let id: string;
beforeAll(async () => {
  world = await startSerialsWorld();
  ({ tenant } = await world.house());
  await approved(world.engine.db, tenant, 'product', exampleGtin, aProduct());
});
afterAll(() => world.stop());
beforeEach(() => {
  id = `order-${++ids}`;
  homes = [temporary(), temporary()];
  stores = storesOf(openDatabase(homes[0]?.directory ?? ''));
});
afterEach(() => {
  stores.db.close();
  for (const home of homes) home.remove();
});

/** The functions of the cloud, asked as the site's client. */
const lots = (route: string, more: object) => call(lotHandler(lotNeeds(world.engine.db)), route, { tenant, ...more });
const answered = ({ status, body }: { status: number; body: unknown }) => {
  if (status >= 400) throw new CloudFailure('permanent', JSON.stringify(body));
  return body;
};
const serials = async (route: string, more: object) =>
  answered(await world.ask(route, { tenant, role: 'site', ...more }));
const tell = async (route: string, more: object) => answered(await lots(route, { role: 'site', ...more }));
const cloud = {
  orders: async (_: string, plant: string) =>
    v.parse(orderList, await tell('GET /api/orders', { query: { site: plant, state: 'assigned' } })).orders,
  createOrder: async (_: string, body: NewOrder) => void (await tell('POST /api/orders', { body })),
  changeOrder: async (_: string, order: string, body: OrderChange) =>
    void (await tell('POST /api/orders/{order}/change', { path: { order }, body })),
  tellStanding: async (_: string, order: string, body: OrderStanding) =>
    void (await tell('PUT /api/orders/{order}/standing', { path: { order }, body })),
  requestSerials: async (_: string, body: SerialRequest) =>
    v.parse(serialBlock, await serials('POST /api/serial-requests', { body })),
  serials: async (_: string, requestId: string, from: number) => {
    const query = { from: String(from), limit: '50' };
    const route = 'GET /api/serial-requests/{requestId}/serials';
    return v.parse(serialPage, await serials(route, { path: { requestId }, query }));
  },
};
const atL4 = async () => (await lots('GET /api/orders/{order}', { path: { order: id } })).body;
const wish = (act: string, body: object) => lots(`POST /api/orders/{order}/${act}`, { path: { order: id }, body });

/** The site's orders over its database, with a folder for files. */
async function startSite() {
  const now = () => Date.parse(at);
  const lines = ['line-1', 'line-2'];
  const own = { ...stores, cloud, site: 'plant', tenant, owners: [tenant], lines, newId: () => `id-${ids++}`, now };
  const teller = new StandingTeller(own);
  const orders = new Orders({
    ...own,
    serialStock: new SerialStock(own),
    assigned: () => undefined,
    beforehand: () => sendDrafts(own),
    afterwards: () => teller.tell(),
  });
  const columns = { order: 'AUFNR', quantity: 'GAMNG' };
  const pools = { pool: 'packs', ssccPool: 'sscc', companyPrefix: '9521321' };
  const product = { gtin: exampleGtin, ...pools, unitsPerCase: 4, casesPerPallet: 2, line: 'line-1' };
  const settings = v.parse(ordersSettings, { columns, products: [product] });
  const reader = orderReader({ ...own, products: settings.products, settings, refresh: () => undefined });
  const folder = homes[1]?.directory ?? '';
  const opened = await openFolder(folder);
  const drop = new FileDrop({ reader, folder: opened, mostBytes: 65_536, failed: (why) => expect.fail(why) });
  const file = async (name: string, quantity: number) => {
    const row = `${id},${exampleGtin},LOT-${id},2028-12-31,${quantity}`;
    writeFileSync(join(folder, 'in', name), `AUFNR,gtin,lot,expiry,GAMNG\n${row}\n`);
    await drop.look();
    await drop.look();
    // A change at L4 comes down with the round that follows its answer.
    await orders.refresh();
  };
  return { orders, file };
}

test('an order from a file is taken by L4, changed there and by a file, and not cancelled once its line has begun', async () => {
  const { orders, file } = await startSite();
  await file('1.csv', 12);
  expect(stores.drafts.all()).toEqual([]);
  expect(stores.batches.next('line-1')).toMatchObject({ state: 'assigned', order: { quantity: 12 }, revision: 1 });
  expect(await atL4()).toMatchObject({ revision: 1, waits: false, standing: { state: 'assigned', line: 'line-1' } });

  expect(await wish('change', { revision: 1, reason: 'the market wants more', quantity: 20 })).toMatchObject({
    status: 200,
  });
  expect(await atL4()).toMatchObject({ revision: 2, runs: 1, waits: true });
  await orders.refresh();
  const changed = stores.batches.get(1);
  expect(changed).toMatchObject({ state: 'assigned', order: { quantity: 20 }, revision: 2 });
  expect(stores.stock.level({ batch: 1, owner: tenant, pool: 'packs' }).ready).toBe(20);
  expect(await atL4()).toMatchObject({ revision: 2, runs: 2, waits: false });

  await file('2.csv', 16);
  expect(stores.batches.get(1)).toMatchObject({ state: 'assigned', order: { quantity: 16 }, revision: 3 });

  // L4 wishes before it hears that the line has begun.
  expect(await wish('cancel', { revision: 3, reason: 'nobody wants it' })).toMatchObject({ status: 200 });
  stores.batches.move(stores.batches.get(1), 'clearance', at);
  await orders.refresh();
  expect(stores.batches.get(1)).toMatchObject({ state: 'clearance', revision: 3, seen: 4 });
  const told = { state: 'clearance', seen: 4, runs: 3, refused: expect.stringContaining('line-1 has begun it') };
  expect(await atL4()).toMatchObject({ state: 'assigned', runs: 3, waits: false, standing: told });
  expect(await wish('cancel', { revision: 4, reason: 'nobody wants it' })).toMatchObject({ status: 409 });
});

test('an order that is cancelled at L4 before its line begins is over on both sides, and its numbers are left over', async () => {
  const { orders, file } = await startSite();
  await file('1.csv', 12);
  expect(await wish('cancel', { revision: 1, reason: 'nobody wants it' })).toMatchObject({ status: 200 });
  await orders.refresh();
  expect(stores.batches.get(1)).toMatchObject({ state: 'cancelled', revision: 2 });
  expect(await atL4()).toMatchObject({ state: 'cancelled', waits: false });
  expect((await cloud.orders(tenant, 'plant')).filter(({ order }) => order === id)).toEqual([]);
  expect(stores.leftovers.all()).toContainEqual(expect.objectContaining({ pool: 'packs', numbers: 12, closedAt: at }));
});

test('an order that people have moved to another line is known there at L4', async () => {
  const { orders, file } = await startSite();
  await file('1.csv', 12);
  const seen = stores.batches.get(1);
  const order = { ...seen.order, line: 'line-2' };
  expect(stores.orderChanges.change(seen, { order, at, why: 'line-1 is down', who: 'lena' })).toBe(true);
  await orders.refresh();
  expect(await atL4()).toMatchObject({ standing: { line: 'line-2', state: 'assigned', why: 'line-1 is down' } });
  expect(await wish('change', { revision: 1, reason: 'more of it', quantity: 20 })).toMatchObject({ status: 200 });
  await orders.refresh();
  expect(stores.batches.next('line-2')).toMatchObject({ state: 'assigned', order: { quantity: 20 } });
});
