import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { lots } from '#common/store/lots.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { product } from '#shared/messages/registry-api.ts';
import { aGrant, anOrder, aProduct, aReport } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { createOrder } from './create-order.ts';
import { listLots, listOrders, showLot } from './list-lots.ts';
import { releaseLot } from './release-lot.ts';

let engine: Dynoxide;
let tenant: string;
let woken: object[];
let published: string[];
let count = 0;

/** A GTIN belongs to one tenant, and every test has a tenant of its own. */
const gtin = () => String(count).padStart(14, '0');

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const stores = () => ({
  lots: lots(engine.db, tables.registry, tables.deliveries),
  registry: registry(engine.db, tables.registry),
  pools: serialPools(engine.db, tables.serials),
  wakePlanner: async (message: object) => void woken.push(message),
  publish: async (topic: string) => void published.push(topic),
  now: () => new Date('2026-03-01T10:00:00Z'),
});

function api(route: string, more: Parameters<typeof call>[2] = {}) {
  const needs = stores();
  const handler = httpHandler(
    {
      'POST /api/orders': { permission: 'orders:write', endpoint: createOrder(needs) },
      'GET /api/orders': { permission: 'orders:read', endpoint: listOrders(needs) },
      'GET /api/lots': { permission: 'orders:read', endpoint: listLots(needs) },
      'GET /api/lots/{lot}': { permission: 'orders:read', endpoint: showLot(needs) },
      'POST /api/lots/{lot}/release': { permission: 'lots:release', endpoint: releaseLot(needs) },
    },
    needs.registry.granted,
  );
  return call(handler, route, { tenant, ...more });
}

beforeEach(async () => {
  tenant = `acme-${count++}`;
  woken = [];
  published = [];
  await stores().registry.putProduct(tenant, { gtin: gtin(), ...v.parse(product, aProduct()) });
  const counters = { next: 0, last: 1000, generation: 1 };
  await stores().pools.create(tenant, {
    kind: 'random',
    id: 'packs',
    gtin: gtin(),
    alphabet: '0123456789',
    length: 12,
    ...counters,
  });
  const sscc = { kind: 'sscc', companyPrefix: '9521321', extensionDigit: '0', next: 0, last: 1000 } as const;
  await stores().pools.create(tenant, { id: 'logistic-units', ...sscc });
});

describe('an order', () => {
  const order = (change = {}) => anOrder({ owner: tenant, gtin: gtin(), ...change });
  const post = (body: unknown) => api('POST /api/orders', { body });

  test('sent twice is one lot', async () => {
    expect(await post(order())).toMatchObject({ status: 201 });
    expect(await post(order())).toMatchObject({ status: 200 });
    expect((await api('GET /api/lots')).body).toMatchObject({ lots: [{ lot: 'LOT1', state: 'assigned' }] });
  });

  test('with the number of another lot is refused and changes nothing', async () => {
    await post(order());
    expect(await post(order({ quantity: 241 }))).toMatchObject({ status: 409, body: { at: '/lot' } });
    expect((await api('GET /api/lots/{lot}', { path: { lot: 'LOT1' } })).body).toMatchObject({ quantity: 240 });
  });

  test.each([
    ['/quantity', { quantity: 0 }],
    ['/lot', { lot: 'has blank' }],
    ['/expiry', { expiry: '2028-13-01' }],
    ['/expiry', { expiry: '2028-02-31' }],
    ['/expiry', { expiry: '2026-02-28' }],
    ['/lot', { lot: 'A#B' }],
    ['/gtin', { gtin: '123' }],
  ])('with a bad %s is refused with the place', async (at, change) => {
    expect(await post(order(change))).toMatchObject({ status: 400, body: { at } });
  });

  test.each([
    ['/pool', { pool: 'logistic-units' }],
    ['/ssccPool', { ssccPool: 'packs' }],
    ['/ssccPool', { companyPrefix: '9521322' }],
  ])('whose %s does not fit its product is refused', async (at, change) => {
    expect(await post(order(change))).toMatchObject({ status: 409, body: { at } });
  });

  test('for an unknown product is refused with the remedy', async () => {
    expect(await post(order({ gtin: '00000000000000' }))).toMatchObject({ status: 404, body: { at: '/gtin' } });
  });

  test('for another owner than the caller is refused', async () => {
    expect(await post(order({ owner: 'somebody' }))).toMatchObject({ status: 403 });
  });

  test('wakes the site it is for, and that of a contract packer only under a grant', async () => {
    await post(order());
    expect(await post(order({ lot: 'LOT3', packer: 'packright' }))).toMatchObject({
      status: 403,
      body: { at: '/packer' },
    });
    await stores().registry.putGrant(tenant, 'packright', aGrant('orders:read'));
    expect(await post(order({ lot: 'LOT3', packer: 'packright' }))).toMatchObject({ status: 201 });
    expect(published).toEqual([`seriate/${tenant}/site-1/orders`, 'seriate/packright/site-1/orders']);
  });

  test('that is not JSON is refused', async () => {
    expect(await post('{"order":')).toMatchObject({ status: 400, body: { title: 'The request is not valid' } });
  });

  test('waits at its site until it is reported', async () => {
    await post(order());
    await post(order({ lot: 'LOT2', order: 'order-2', site: 'site-2' }));
    const waiting = () => api('GET /api/orders', { query: { site: 'site-1', state: 'assigned' } });
    expect((await waiting()).body).toMatchObject({ orders: [{ lot: 'LOT1' }] });
    await stores().lots.putReport(tenant, aReport({ gtin: gtin() }), new Date());
    expect((await waiting()).body).toEqual({ orders: [] });
  });
});

describe('releasing a lot', () => {
  const release = (more = {}) => api('POST /api/lots/{lot}/release', { path: { lot: 'LOT1' }, ...more });
  const report = (change = {}) => stores().lots.putReport(tenant, aReport({ gtin: gtin(), ...change }), new Date());

  beforeEach(() => api('POST /api/orders', { body: anOrder({ owner: tenant, gtin: gtin() }) }));

  test('wakes the planner once, however often it is asked', async () => {
    await report();
    expect(await release()).toMatchObject({ status: 200, body: { state: 'released' } });
    expect(await release()).toMatchObject({ status: 200, body: { state: 'released' } });
    expect(woken).toEqual([{ tenant, release: { gtin: gtin(), lot: 'LOT1' } }]);
  });

  test('by many at once is one release', async () => {
    await report();
    const answers = await Promise.all(Array.from({ length: 8 }, () => release()));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(woken).toHaveLength(1);
  });

  test('before its report is refused', async () => expect(await release()).toMatchObject({ status: 409 }));

  test.each([
    ['a serial is unaccounted for', { unaccounted: 1, rejected: 4 }],
    ['the sum is short', { rejected: 4 }],
  ])('is refused when %s', async (_, change) => {
    await report(change);
    expect(await release()).toMatchObject({ status: 409, body: { rule: expect.stringContaining('printed') } });
  });

  test('needs the right: an operator may not', async () => {
    await report();
    expect(await release({ role: 'operator' })).toMatchObject({ status: 403 });
  });

  test('a report that comes after the release changes nothing', async () => {
    await report();
    await release();
    expect(await report({ rejected: 0 })).toBe('unknown-or-released');
  });

  test('on a report that was replaced while it was judged is refused', async () => {
    await report();
    const judged = await stores().lots.get(tenant, gtin(), 'LOT1');
    await stores().lots.putReport(tenant, aReport({ gtin: gtin(), unaccounted: 5 }), new Date('2026-03-02T00:00:00Z'));
    if (judged === undefined) throw new Error('no lot');
    expect(await stores().lots.release(tenant, judged, 'qa', new Date())).toBe('not-reported');
  });

  test('of another tenant is not found', async () => {
    await report();
    expect(await release({ tenant: 'medico' })).toMatchObject({ status: 404 });
  });
});

describe('two packers of one owner with sites of one name', () => {
  const acting = (packer: string) => ({ tenant: packer, role: 'site', headers: { 'seriate-acting-for': tenant } });
  const waiting = (packer: string) =>
    api('GET /api/orders', { query: { site: 'site-1', state: 'assigned' }, ...acting(packer) });

  beforeEach(async () => {
    for (const packer of ['packright', 'boxwell'])
      await stores().registry.putGrant(tenant, packer, aGrant('orders:read'));
    await api('POST /api/orders', { body: anOrder({ owner: tenant, gtin: gtin(), packer: 'packright' }) });
  });

  test('find their own orders only', async () => {
    expect((await waiting('packright')).body).toMatchObject({ orders: [{ lot: 'LOT1' }] });
    expect((await waiting('boxwell')).body).toEqual({ orders: [] });
  });

  test('see their own lots only', async () => {
    const lot = (packer: string) => api('GET /api/lots/{lot}', { path: { lot: 'LOT1' }, ...acting(packer) });
    expect(await lot('packright')).toMatchObject({ status: 200 });
    expect(await lot('boxwell')).toMatchObject({ status: 404 });
    expect((await api('GET /api/lots', acting('boxwell'))).body).toEqual({ lots: [] });
  });
});
