import { DeleteCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { poolKey } from '#common/store/keys.ts';
import { madeKey, productMadeKey } from '#common/store/lot-keys.ts';
import { lots } from '#common/store/lots.ts';
import { lotPage } from '#shared/messages/lots-api.ts';
import { newRandomPool, newSequentialPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { approved } from '../../test/kit/approved.ts';
import { aGrant, anOrder, aProduct, aRelease, aReport } from '../../test/kit/builders.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { gtinOf, lotHandler, lotNeeds } from '../../test/kit/lot-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let engine: Dynoxide;
let tenant: string;
let published: string[];
let count = 0;

/** A GTIN belongs to one tenant, and every test has a tenant of its own. */
const gtin = () => gtinOf(count);

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const stores = () => lotNeeds(engine.db);

async function api(route: string, more: Parameters<typeof call>[2] = {}) {
  const needs = stores();
  const answered = await call(lotHandler(needs), route, { tenant, ...more });
  published.push(...needs.published);
  return answered;
}

beforeEach(async () => {
  tenant = `acme-${count++}`;
  published = [];
  await approved(engine.db, tenant, 'product', gtin(), aProduct());
  const { pools } = stores();
  await pools.create(tenant, good(newRandomPool({ id: 'packs', gtin: gtin(), alphabet: '0123456789', length: 12 })));
  const sscc = { companyPrefix: '9521321', extensionDigit: '0' };
  await pools.create(tenant, good(newSsccPool({ id: 'logistic-units', ...sscc })));
});

describe('an order', () => {
  const order = (change = {}) => anOrder({ owner: tenant, gtin: gtin(), ...change });
  const post = (body: unknown) => api('POST /api/orders', { body });

  test('sent twice is one lot', async () => {
    expect(await post(order())).toMatchObject({ status: 201 });
    expect(await post(order())).toMatchObject({ status: 200 });
    expect((await api('GET /api/lots')).body).toMatchObject({ lots: [{ lot: 'LOT1', state: 'assigned' }] });
  });

  test('tells its line the market of its pool, and is refused for another', async () => {
    const pool = newRandomPool({ id: 'eu-packs', gtin: gtin(), alphabet: 'ABCDEFGHKL', length: 14, profile: 'eu' });
    await stores().pools.create(tenant, good(pool));
    expect(await post(order({ pool: 'eu-packs', market: 'us' }))).toMatchObject({
      status: 409,
      body: { at: '/market', detail: 'pool eu-packs is for eu, not for us' },
    });
    expect(await post(order({ pool: 'eu-packs' }))).toMatchObject({ status: 201 });
    expect(await post(order({ pool: 'eu-packs' }))).toMatchObject({ status: 200 });
    const waiting = await api('GET /api/orders', { query: { site: 'site-1', state: 'assigned' } });
    expect(waiting.body).toMatchObject({ orders: [{ pool: 'eu-packs', market: 'eu' }] });
  });

  test('is found by the beginning of its lot number, by product, site and state, a page of so many looked at', async () => {
    for (const lot of ['AB1', 'AB2', 'CD1']) await post(order({ order: `order-${lot}`, lot }));
    const named = async (query: object) => {
      const { body } = await api('GET /api/lots', { query: { ...query } });
      const { lots, next } = v.parse(
        v.object({ lots: v.array(v.object({ lot: v.string() })), next: v.optional(v.string()) }),
        body,
      );
      return { lots: lots.map(({ lot }) => lot), next };
    };
    expect(await named({ lot: 'ab' })).toEqual({ lots: ['AB1', 'AB2'], next: undefined });
    expect((await named({ gtin: gtin(), state: 'assigned', site: 'site-1' })).lots).toEqual(['AB1', 'AB2', 'CD1']);
    expect((await named({ state: 'released' })).lots).toEqual([]);
    expect((await named({ site: 'site-2' })).lots).toEqual([]);
    const first = await named({ limit: '2', state: 'assigned' });
    expect(first.lots).toEqual(['AB1', 'AB2']);
    expect((await named({ limit: '2', state: 'assigned', after: first.next })).lots).toEqual(['CD1']);
    expect((await named({ limit: '1', lot: 'cd' })).lots).toEqual(['CD1']);
  });

  test('is told first while it is neither released nor cancelled, the newest before others', async () => {
    const { lots } = stores();
    const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 10, n));
    for (const [n, lot] of ['D1', 'C2', 'B3', 'A4', 'E5'].entries())
      await lots.create(tenant, order({ order: `order-${lot}`, lot }), minute(n));
    await lots.putReport(tenant, aReport({ gtin: gtin(), order: 'order-D1', lot: 'D1' }), minute(10));
    for (const [n, lot] of ['A4', 'C2'].entries()) {
      await lots.putReport(tenant, aReport({ gtin: gtin(), order: `order-${lot}`, lot }), minute(11));
      const reported = await lots.get(tenant, gtin(), lot);
      const { record, audit: entry } = aRelease(minute(20 + n));
      if (reported !== undefined) await lots.release(tenant, reported, record, entry);
    }
    const first = async (query: object) => {
      const { body } = await api('GET /api/lots', { query: { ...query } });
      const { lots: shown, more } = v.parse(lotPage, body);
      return { lots: shown.map(({ lot }) => lot), more };
    };
    expect(await first({ first: 'open' })).toEqual({ lots: ['E5', 'B3', 'D1', 'A4', 'C2'], more: undefined });
    expect(await first({ first: 'open', limit: '3' })).toEqual({ lots: ['E5', 'B3', 'D1'], more: true });
    expect(await first({ first: 'open', state: 'released' })).toEqual({ lots: ['A4', 'C2'], more: undefined });
    expect(await first({ first: 'newest', gtin: gtin(), limit: '1' })).toEqual({ lots: ['E5'], more: true });
    expect(await first({ first: 'newest', gtin: '09521321543218' })).toEqual({ lots: [], more: undefined });
    expect(await api('GET /api/lots', { query: { first: 'open', after: 'x' } })).toMatchObject({
      status: 400,
      body: { at: '?after' },
    });
  });

  test('of before it was kept when lots were ordered stands behind the others, the newest first', async () => {
    const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 10, n));
    for (const [n, lot] of ['B1', 'A2', 'C3'].entries()) {
      const wanted = order({ order: `order-${lot}`, lot });
      await stores().lots.create(tenant, wanted, minute(n));
      if (lot === 'C3') continue;
      for (const key of [madeKey, productMadeKey])
        await engine.db.send(
          new DeleteCommand({ TableName: tables.registry, Key: key(tenant, wanted, minute(n).toISOString()) }),
        );
    }
    const first = async (query: object) => {
      const { lots: shown, more } = v.parse(lotPage, (await api('GET /api/lots', { query: { ...query } })).body);
      return { lots: shown.map(({ lot }) => lot), more };
    };
    for (const query of [{ first: 'newest' }, { first: 'newest', gtin: gtin() }, { first: 'open' }])
      expect(await first(query)).toEqual({ lots: ['C3', 'A2', 'B1'], more: undefined });
    expect(await first({ first: 'newest', gtin: gtin(), limit: '1' })).toEqual({ lots: ['C3'], more: true });
  });

  test('is not listed behind a place that no page gave', async () => {
    expect(await api('GET /api/lots', { query: { after: `${gtin()}:LOT0` } })).toMatchObject({
      status: 400,
      body: { at: '?after', rule: expect.any(String), remedy: expect.any(String) },
    });
  });

  test('with the number of another lot is refused and changes nothing', async () => {
    await post(order());
    expect(await post(order({ quantity: 241 }))).toMatchObject({ status: 409, body: { at: '/lot' } });
    expect((await api('GET /api/lots/{lot}', { path: { lot: 'LOT1' } })).body).toMatchObject({ quantity: 240 });
  });

  test('whose id stands for another lot is refused, also when both are sent at once', async () => {
    const both = await Promise.all([post(order()), post(order({ lot: 'LOT2' }))]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const lost = both.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ at: '/order', remedy: expect.any(String) });
  });

  test('of a lot whose number differs in case only is refused and told the spelling there is', async () => {
    await post(order({ lot: 'Ab12' }));
    expect(await post(order({ order: 'order-2', lot: 'AB12' }))).toMatchObject({
      status: 409,
      body: { at: '/lot', rule: expect.stringContaining('AI (10)'), remedy: expect.stringContaining('Ab12') },
    });
  });

  test('is in the audit trail once, with who made it and what it says', async () => {
    await post(order());
    await post(order());
    const { entries } = await audit(engine.db, tables.registry).ofMonth(tenant, '2026-03', 10);
    expect(entries).toMatchObject([
      {
        act: 'order-made',
        by: `${tenant}-client`,
        subject: `lot ${gtin()} LOT1`,
        detail: { order: 'order-1', quantity: 240 },
      },
    ]);
  });

  test.each([
    ['/quantity', { quantity: 0 }],
    ['/lot', { lot: 'has blank' }],
    ['/expiry', { expiry: '2028-13-01' }],
    ['/expiry', { expiry: '2028-02-31' }],
    ['/expiry', { expiry: '2026-02-28' }],
    ['/lot', { lot: 'A#B' }],
    ['/gtin', { gtin: '123' }],
    ['/quantitty', { quantitty: 1 }],
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

  test('draws from any pool of its product: sequential ones too', async () => {
    const { pools } = stores();
    const sequential = { id: 'in-order', gtin: gtin(), alphabet: '0123456789', length: 14, suffix: 4 };
    await pools.create(tenant, good(newSequentialPool(sequential)));
    expect(await post(order({ pool: 'in-order' }))).toMatchObject({ status: 201 });
    expect(await post(order({ lot: 'LOT2', pool: 'no-such' }))).toMatchObject({ status: 404 });
  });

  test.each([
    ['/pool', 'packs', 'frozen'],
    ['/ssccPool', 'logistic-units', 'retired'],
  ])('whose %s issues no more is refused, unless it was ordered before', async (at, id, state) => {
    expect(await post(order())).toMatchObject({ status: 201 });
    await engine.db.send(
      new UpdateCommand({
        TableName: tables.serials,
        Key: poolKey(tenant, id),
        UpdateExpression: 'SET #state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state },
      }),
    );
    expect(await post(order({ lot: 'LOT2' }))).toMatchObject({
      status: 409,
      body: { at, detail: expect.stringContaining(state), remedy: expect.any(String) },
    });
    expect(await post(order())).toMatchObject({ status: 200 });
  });

  test('of a market whose packs bear a crypto code is taken', async () => {
    const { pools } = stores();
    const russian = { id: 'russian', gtin: gtin(), alphabet: '0123456789', length: 13 };
    await pools.create(tenant, { ...good(newRandomPool(russian)), profile: 'ru' });
    await approved(engine.db, tenant, 'product', gtin(), aProduct({ markets: ['RU'] }));
    expect(await post(order({ pool: 'russian' }))).toMatchObject({ status: 201 });
  });

  test('from a pool whose codes a market of the product does not take is refused', async () => {
    const { pools } = stores();
    const inOrder = { id: 'in-order', gtin: gtin(), alphabet: '0123456789', length: 13, suffix: 0, profile: 'us' };
    await pools.create(tenant, good(newSequentialPool(inOrder)));
    const answer = { status: 409, body: { at: '/pool', rule: expect.any(String), remedy: expect.any(String) } };
    expect(await post(order({ pool: 'in-order' }))).toMatchObject(answer);
    await approved(engine.db, tenant, 'product', gtin(), aProduct({ markets: ['DE', 'US'] }));
    expect(await post(order({ pool: 'in-order' }))).toMatchObject(answer);
    await approved(engine.db, tenant, 'product', gtin(), aProduct({ markets: ['US'] }));
    expect(await post(order({ pool: 'in-order' }))).toMatchObject({ status: 201 });
  });

  test('for an unknown product is refused with the remedy', async () => {
    expect(await post(order({ gtin: '00000000000000' }))).toMatchObject({ status: 404, body: { at: '/gtin' } });
  });

  test('for another owner than the caller is refused', async () => {
    expect(await post(order({ owner: 'somebody' }))).toMatchObject({ status: 403 });
  });

  test('wakes the site it is for, and that of a contract packer only under a grant', async () => {
    await post(order());
    expect(await post(order({ order: 'order-3', lot: 'LOT3', packer: 'packright' }))).toMatchObject({
      status: 403,
      body: { at: '/packer' },
    });
    await givenGrants(engine.db, tables.registry).put(tenant, { grantee: 'packright', ...aGrant('orders:read') });
    expect(await post(order({ order: 'order-3', lot: 'LOT3', packer: 'packright' }))).toMatchObject({ status: 201 });
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

describe('the orders of a tenant with many', () => {
  beforeEach(async () => {
    const { lots } = stores();
    for (let i = 0; i < 250; i++) {
      const [lot, site] = [`L${String(i).padStart(4, '0')}`, i < 240 ? 'site-1' : 'site-2'];
      await lots.create(tenant, anOrder({ owner: tenant, gtin: gtin(), order: `o-${i}`, lot, site }), new Date());
    }
  });
  const page = async (query: Record<string, string>) =>
    (await api('GET /api/orders', { query })).body as { orders: { lot: string }[]; next?: string };

  test('come page by page, also those of one site', async () => {
    for (const filters of [{}, { site: 'site-2' }, { state: 'assigned' }]) {
      const found: string[] = [];
      let pages = 0;
      for (let after: string | undefined = ''; after !== undefined; pages++) {
        const { orders, next } = await page({ ...filters, ...(after !== '' && { after }) });
        expect(orders.length).toBeLessThanOrEqual(100);
        found.push(...orders.map(({ lot }) => lot));
        after = next;
      }
      expect(new Set(found).size).toBe('site' in filters ? 10 : 250);
      expect(found.length).toBe('site' in filters ? 10 : 250);
      expect(pages).toBe('site' in filters ? 1 : 3);
    }
  });

  test('are refused behind a place of another list', async () => {
    const { next = '' } = await page({});
    expect(await api('GET /api/orders', { query: { state: 'assigned', after: next } })).toMatchObject({
      status: 400,
      body: { at: '?after' },
    });
  });

  test('that wait at a site come all at once, however many pages of the table they are', async () => {
    const send = (command: Parameters<typeof engine.db.send>[0]) => {
      if (command instanceof QueryCommand) command.input.Limit = 7;
      return engine.db.send(command);
    };
    const { assignedTo } = lots(Object.assign(Object.create(engine.db), { send }), tables.registry, tables.deliveries);
    expect(await assignedTo(tenant, 'site-1')).toHaveLength(240);
  });
});

describe('two packers of one owner with sites of one name', () => {
  const acting = (packer: string) => ({ tenant: packer, role: 'site', headers: { 'seriate-acting-for': tenant } });
  const waiting = (packer: string) =>
    api('GET /api/orders', { query: { site: 'site-1', state: 'assigned' }, ...acting(packer) });

  beforeEach(async () => {
    for (const packer of ['packright', 'boxwell'])
      await givenGrants(engine.db, tables.registry).put(tenant, { grantee: packer, ...aGrant('orders:read') });
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
