import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '#common/store/audit.ts';
import { anOrder, aReport } from '../../test/kit/builders.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
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

const trail = async () => (await audit(engine.db, tables.registry).ofMonth(world.tenant, '2026-03', 100)).entries;

describe('a change that L4 wishes', () => {
  test('is the next revision, shown to the site at once and woken for, while the lot stays as its site runs it', async () => {
    world.published.length = 0;
    expect(await world.change({ quantity: 480 })).toMatchObject({
      status: 200,
      body: { revision: 2, runs: 1, quantity: 480, waits: true, state: 'assigned' },
    });
    expect(world.published).toEqual([`seriate/${world.tenant}/site-1/orders`]);
    expect(await world.waiting()).toMatchObject([{ order: 'order-1', revision: 2, quantity: 480 }]);
    expect(await world.lot()).toMatchObject({ quantity: 240, revision: 2, state: 'assigned' });
  });

  test('becomes the lot’s when its site runs it, with the line where it runs', async () => {
    await world.change({ quantity: 480, manufactured: '2026-02-01' });
    await world.tell({ seen: 2, runs: 2, line: 'line-2', state: 'assigned' });
    expect(await world.lot()).toMatchObject({
      quantity: 480,
      manufactured: '2026-02-01',
      line: 'line-2',
      runs: 2,
      revisions: [
        { revision: 1, quantity: 240, line: 'line-1' },
        { revision: 2, quantity: 480, by: 'ada' },
      ],
    });
    expect(await world.view()).toMatchObject({ revision: 2, runs: 2, waits: false, standing: { state: 'assigned' } });
  });

  test('that its site refuses leaves the lot as it runs, and the next change begins from there', async () => {
    await world.change({ line: 'line-9' });
    await world.tell({ seen: 2, runs: 1, state: 'assigned', refused: 'this site has no line line-9' });
    expect(await world.lot()).toMatchObject({ line: 'line-1', standing: { refused: expect.any(String) } });
    expect((await world.change({ revision: 2, quantity: 480 })).body).toMatchObject({ revision: 3, line: 'line-1' });
  });

  test('stands for one content at all times: of three the site may run the second', async () => {
    await world.change({ quantity: 300 });
    await world.change({ revision: 2, quantity: 360, expiry: '2029-01-31' });
    await world.tell({ seen: 3, runs: 2, state: 'clearance', refused: 'the line had begun' });
    expect(await world.lot()).toMatchObject({ quantity: 300, expiry: '2028-12-31', runs: 2, revision: 3 });
  });

  test('sent again is made once; one that changes nothing is none', async () => {
    const wish = { quantity: 480 };
    expect((await world.change(wish)).body).toMatchObject({ revision: 2 });
    expect(await world.change(wish)).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(await world.change({ revision: 2, quantity: 480, reason: 'once more' })).toMatchObject({
      status: 200,
      body: { revision: 2 },
    });
    expect((await trail()).filter(({ act }) => act === 'order-change-wished')).toMatchObject([
      { by: 'ada', detail: { revision: 2, reason: 'more are wanted', was: { quantity: 240 }, now: { quantity: 480 } } },
    ]);
  });

  test('of what was not read is refused with the revision there is, and of two at once one is made', async () => {
    const both = await Promise.all([world.change({ quantity: 300 }), world.change({ quantity: 360 })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      at: '/revision',
      detail: 'order order-1 is at revision 2, and 1 was read',
      remedy: expect.stringContaining('revision 2'),
    });
  });

  test.each(['clearance', 'running', 'paused', 'closing', 'closed'])(
    'is refused at once when the line has begun: %s',
    async (state) => {
      await world.tell({ state });
      for (const answer of [await world.change({ quantity: 480 }), await world.cancel()])
        expect(answer).toMatchObject({
          status: 409,
          body: { detail: expect.stringContaining('the line has begun'), rule: expect.any(String), at: '/' },
        });
    },
  );

  test('that comes at the moment in which the line begins is refused, or told as not run', async () => {
    const [wished] = await Promise.all([
      world.change({ quantity: 480 }),
      world.tell({ state: 'clearance', at: '2026-03-01T09:00:01.000Z' }),
    ]);
    const lot = await world.lot();
    expect(lot).toMatchObject({ quantity: 240, standing: { state: 'clearance' } });
    expect(wished.status === 200).toBe(Object(lot).revision === 2);
  });

  test('is refused of a lot that is reported', async () => {
    await world.needs.lots.putReport(world.tenant, aReport({ gtin: world.gtin }), world.needs.now());
    expect(await world.change({ quantity: 480 })).toMatchObject({
      status: 409,
      body: { detail: 'the lot of order order-1 is reported', remedy: expect.stringContaining('another order') },
    });
  });

  test.each([
    ['/gtin', { gtin: '09521321000005' }],
    ['/pool', { pool: 'others' }],
    ['/expiry', { expiry: '2028-02-31' }],
    ['/manufactured', { manufactured: '2030-01-01' }],
    ['/quantity', { quantity: 0 }],
    ['/reason', { quantity: 1, reason: '  ' }],
    ['/', {}],
  ])('is refused at %s', async (at, wish) => {
    expect(await world.change(wish)).toMatchObject({ status: 400, body: { at } });
    expect(await world.lot()).not.toHaveProperty('revision');
  });

  test('to more packs needs a pool that issues', async () => {
    const pool = await world.needs.pools.get(world.tenant, 'packs');
    await world.freeze(pool);
    expect(await world.change({ quantity: 480 })).toMatchObject({ status: 409, body: { at: '/quantity' } });
    expect(await world.change({ quantity: 120 })).toMatchObject({ status: 200 });
  });
});

test('an order that was changed is made again by nobody who sends it again', async () => {
  await world.change({ quantity: 480, bulkLot: 'B7' });
  await world.tell({ seen: 2, runs: 2, line: 'line-2' });
  const again = await world.ask('POST /api/orders', { body: anOrder({ owner: world.tenant, gtin: world.gtin }) });
  expect(again).toMatchObject({ status: 200, body: { revision: 2, state: 'assigned' } });
});
