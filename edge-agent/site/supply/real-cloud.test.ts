import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { GiveBack } from '#shared/messages/serials-api.ts';
import { type SerialRequest, serialBlock, serialPage } from '#shared/messages/site-api.ts';
import { type SerialsWorld, startSerialsWorld } from '../../../test/kit/serials-world.ts';
import { openDatabase, transaction } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { SerialStock } from '../serial-stock.ts';
import { Supply } from './supply.ts';

let world: SerialsWorld;
let tenant: string;
let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeAll(async () => {
  world = await startSerialsWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  ({ tenant } = await world.house());
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

/** The functions of the cloud, asked as the site's client. */
const cloud = {
  ask: async (route: string, more: object) => {
    const { status, body } = await world.ask(route, { tenant, role: 'site', ...more });
    if (status >= 400) throw new Error(JSON.stringify(body));
    return body;
  },
  requestSerials: async (_: string, body: SerialRequest) =>
    v.parse(serialBlock, await cloud.ask('POST /api/serial-requests', { body })),
  serials: async (_: string, requestId: string, from: number) => {
    const query = { from: String(from), limit: '4' };
    const route = 'GET /api/serial-requests/{requestId}/serials';
    return v.parse(serialPage, await cloud.ask(route, { path: { requestId }, query }));
  },
  giveBack: async (_: string, requestId: string, body: GiveBack) => {
    await cloud.ask('POST /api/serial-requests/{requestId}/returns', { path: { requestId }, body });
  },
};
const numbersOf = async (requestId: string) => {
  const { body } = await world.ask('GET /api/serial-requests/{requestId}', { tenant, path: { requestId } });
  return v.parse(v.object({ numbers: v.record(v.string(), v.number()) }), body).numbers;
};

test('what an order left over comes back to the pool, and what is drawn ahead is there without an order', async () => {
  const order = { order: 'order-1', owner: tenant, pool: 'packs', ssccPool: 'sscc', quantity: 8, unitsPerCase: 20 };
  const { blocks, pools } = world.needs();
  // A pool whose keys were changed: counters 3 and 4 are skipped.
  const request = { requestId: 'id-0', pool: 'packs', count: 8, site: 'plant', line: 'line-1', order: 'order-1' };
  const from = { counter: { first: 0, last: 9, skips: [3, 4] } };
  await blocks.allocate(tenant, { pool: await pools.get(tenant, 'packs'), request, from, at: new Date() });

  let ids = 0;
  const own = { ...stores, cloud, site: 'plant', tenant, newId: () => `id-${ids++}`, now: () => Date.parse(at) };
  const serialStock = new SerialStock(own);
  const supplyOf = (bufferDays: number) =>
    new Supply({ ...own, serialStock, supply: { bufferDays, keepDays: 0 }, siteAlarms: { say: () => undefined } });
  stores.batches.create(anOrder(order), at);
  const batch = stores.batches.get(1);
  await serialStock.prepare(batch);
  const supply = { batch: 1, owner: tenant, pool: 'packs' };
  transaction(stores.db, () => {
    for (let n = 0; n < 4; n++) stores.stock.take(supply);
  });
  stores.db.prepare("UPDATE batches SET state = 'reported', started_at = ?1, closed_at = ?1").run(at);

  await supplyOf(0).round({ refused: [], waiting: [] });
  await supplyOf(0).round({ refused: [], waiting: [] });
  expect(await numbersOf('id-0')).toEqual({ consumed: 0, destroyed: 0, returned: 4, open: 4 });

  await supplyOf(30).round({ refused: [], waiting: [] });
  const ahead = stores.leftovers.all().filter(({ pool }) => pool === 'packs');
  expect(ahead.reduce((sum, { numbers }) => sum + numbers, 0)).toBeGreaterThanOrEqual(4 * 30);
});
