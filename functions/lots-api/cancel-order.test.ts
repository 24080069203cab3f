import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { aGrant, anOrder, aReport } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { signedIn } from '../../test/kit/lot-world.ts';
import { type OrderWorld, orderWorld } from '../../test/kit/order-world.ts';

let engine: Dynoxide;
let world: OrderWorld;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = await orderWorld(engine.db);
});

const minute = (n: number) => `2026-03-01T09:${String(n).padStart(2, '0')}:00.000Z`;
const acts = async () =>
  (await audit(engine.db, tables.registry).ofMonth(world.tenant, '2026-03', 100)).entries.map(({ act }) => act);

describe('the wish to cancel', () => {
  test('is shown to the site with who wishes it and why, and ends the order when the site has given it up', async () => {
    expect(await world.cancel()).toMatchObject({ status: 200, body: { state: 'assigned', revision: 2, waits: true } });
    expect(await world.waiting()).toMatchObject([
      { revision: 2, quantity: 240, cancel: { by: 'ada', reason: 'not wanted', at: '2026-03-01T10:00:00.000Z' } },
    ]);
    await world.tell({ seen: 2, runs: 1, state: 'cancelled' });
    expect(await world.waiting()).toEqual([]);
    expect(await world.lot()).toMatchObject({ state: 'cancelled', quantity: 240 });
    expect((await acts()).toSorted()).toEqual(['order-cancel-wished', 'order-cancelled', 'order-made']);
  });

  test('is made once, by whoever has read it; a change waits for what the site says to it', async () => {
    await world.cancel();
    expect(await world.cancel()).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await world.cancel({ revision: 2, reason: 'seen and agreed' })).toMatchObject({ body: { revision: 2 } });
    expect(await world.cancel({}, { claims: { username: 'bob' }, path: { order: 'order-1' } })).toMatchObject({
      status: 409,
      body: { at: '/revision' },
    });
    const change = () => world.change({ revision: 2, quantity: 480 });
    expect(await change()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('to be cancelled') } });
    await world.tell({ seen: 2, runs: 1, state: 'assigned', refused: 'a person at the site keeps it' });
    expect(await change()).toMatchObject({ status: 200, body: { revision: 3, quantity: 480 } });
    expect(await world.view()).not.toHaveProperty('cancel');
  });

  test('that meets a change at once is one of the two', async () => {
    const both = await Promise.all([world.change({ quantity: 480 }), world.cancel()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await world.lot()).toMatchObject({ revision: 2 });
  });

  test('that meets the beginning of the line leaves the order running', async () => {
    const [wish, begun] = await Promise.all([world.cancel(), world.tell({ state: 'clearance', at: minute(1) })]);
    expect([200, 409]).toContain(wish.status);
    expect(begun.status).toBe(200);
    expect(await world.tell({ seen: wish.status === 200 ? 2 : 1, state: 'running', at: minute(2) })).toMatchObject({
      body: { state: 'assigned', waits: false, standing: { state: 'running' } },
    });
  });
});

describe('a cancelled order', () => {
  beforeEach(async () => {
    await world.tell({ state: 'cancelled', why: 'the bulk is spoilt', at: minute(5) });
  });

  test('is neither changed, cancelled anew, run nor released, and its lot number stays used', async () => {
    const remedy = expect.stringContaining('stay used');
    expect(await world.change({ quantity: 480 })).toMatchObject({ status: 409, body: { remedy } });
    expect(await world.cancel()).toMatchObject({ status: 409, body: { remedy } });
    expect(await world.tell({ state: 'running', at: minute(6) })).toMatchObject({
      status: 409,
      body: { at: '/state', remedy: expect.stringContaining('exception') },
    });
    const release = { path: { lot: 'LOT1' }, body: { signature: { meaning: 'released' } }, ...signedIn() };
    expect(await world.ask('POST /api/lots/{lot}/release', release)).toMatchObject({ status: 409, body: { remedy } });
    const again = (change: object) =>
      world.ask('POST /api/orders', { body: anOrder({ owner: world.tenant, gtin: world.gtin, ...change }) });
    expect(await again({})).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await again({ order: 'order-2' })).toMatchObject({ status: 409, body: { at: '/lot' } });
  });

  test('takes no report of its line, and of the two at once one stands', async () => {
    const report = aReport({ gtin: world.gtin });
    const { lots, now } = world.needs;
    expect(await lots.putReport(world.tenant, report, now())).toBe('not-stored');
    const other = await orderWorld(engine.db);
    const [reported, cancelled] = await Promise.all([
      other.needs.lots.putReport(other.tenant, aReport({ gtin: other.gtin }), now()),
      other.tell({ state: 'cancelled' }),
    ]);
    expect([reported === 'stored', cancelled.status === 200].filter(Boolean)).toHaveLength(1);
    expect(await other.lot()).toMatchObject({ state: reported === 'stored' ? 'reported' : 'cancelled' });
  });
});

describe('a standing', () => {
  test('is kept when it is later than the one there is; others change nothing and are told the later', async () => {
    await world.tell({ state: 'running', at: minute(20) });
    expect(await world.tell({ state: 'assigned', at: minute(10) })).toMatchObject({
      status: 200,
      body: { standing: { state: 'running', at: minute(20) } },
    });
    await world.tell({ state: 'running', at: minute(20) });
    expect((await acts()).filter((act) => act === 'order-standing-told')).toHaveLength(1);
    const states = ['paused', 'running', 'closing', 'closed'];
    await Promise.all(states.map((state, i) => world.tell({ state, at: minute(30 + i) })));
    expect(await world.view()).toMatchObject({ standing: { state: 'closed', at: minute(33) } });
  });

  test('of a revision that was never made is refused', async () => {
    expect(await world.tell({ seen: 2 })).toMatchObject({ status: 409, body: { at: '/seen' } });
    expect(await world.tell({ seen: 1, runs: 2 })).toMatchObject({ status: 400 });
  });

  test('that comes after the report still says what was run', async () => {
    await world.change({ expiry: '2029-01-31' });
    await world.needs.lots.putReport(world.tenant, aReport({ gtin: world.gtin }), world.needs.now());
    const kinds = async () => {
      const asked = await world.ask('GET /api/lots/{lot}/reconciliation', { path: { lot: 'LOT1' } });
      return Object(asked.body).differences.map(({ kind }: { kind: string }) => kind);
    };
    expect(await kinds()).toContain('revision-unknown');
    await world.tell({ seen: 2, runs: 2, state: 'closed' });
    expect(await kinds()).not.toContain('revision-unknown');
    expect(await world.lot()).toMatchObject({ state: 'reported', expiry: '2029-01-31', runs: 2 });
  });

  test('is told by a client of a site, of an order that its tenant packs', async () => {
    expect(await world.tell({}, { role: 'administrator' })).toMatchObject({ status: 403 });
    const packer = `packer-${world.tenant}`;
    const under = { headers: { 'seriate-acting-for': world.tenant }, tenant: packer };
    const permissions = ['orders:read', 'orders:stand', 'orders:write'] as const;
    await givenGrants(engine.db, tables.registry).put(world.tenant, { grantee: packer, ...aGrant(...permissions) });
    expect(await world.tell({}, under)).toMatchObject({ status: 404 });
    const ordered = (change: object) =>
      world.ask('POST /api/orders', {
        ...under,
        role: 'site',
        body: anOrder({ owner: world.tenant, gtin: world.gtin, order: 'o2', lot: 'L2', ...change }),
      });
    expect(await ordered({})).toMatchObject({ status: 403, body: { rule: expect.any(String) } });
    expect(await ordered({ packer })).toMatchObject({ status: 201 });
    const path = { path: { order: 'o2' } };
    expect(await world.tell({}, { ...under, ...path })).toMatchObject({ status: 200 });
    expect(await world.tell({ at: minute(1) }, path)).toMatchObject({
      status: 403,
      body: { remedy: expect.any(String) },
    });
  });
});
