import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { wakeOverdue } from './wake-overdue.ts';

let world: World;
let house: House;
let houses: string[];
let sent: { queue: string; message: object }[];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  houses = [];
  house = await anotherHouse();
  sent = [];
});

/** A tenant that this test's sweeps know; they pass over those of other tests. */
async function anotherHouse(): Promise<House> {
  const built = await aHouse(world);
  houses.push(built.tenant);
  return built;
}

const into = (queue: string) => async (message: object) => void sent.push({ queue, message });
const tenants = async () => (await world.needs.registry.tenants()).filter(({ tenant }) => houses.includes(tenant));
const sweepNeeds = () => ({
  ...world.needs,
  registry: { tenants },
  dueRows: dueRows(world.table.db, world.table.deliveries),
  queues: {
    capture: into('capture'),
    plan: into('plan'),
    regulator: into('regulator'),
    partner: into('partner'),
    subscription: into('subscription'),
    import: into('import'),
    'serial-file': into('serial-file'),
    refill: into('refill'),
    nmvs: into('nmvs'),
    vrs: into('vrs'),
    notice: into('notice'),
    dscsa: into('dscsa'),
    desk: into('desk'),
    as2: into('as2'),
    announcement: into('announcement'),
    inbound: into('inbound'),
    'sftp-fetch': into('sftp-fetch'),
  },
});
const sweep = (change: Partial<ReturnType<typeof sweepNeeds>> = {}) => wakeOverdue({ ...sweepNeeds(), ...change })();
const mine = () => sent.filter(({ message }) => 'tenant' in message && message.tenant === house.tenant);

const planned = async (deliveryId: string, kind: 'submission' | 'delivery' = 'submission') => {
  await world.needs.deliveries.plan({ tenant: house.tenant, deliveryId, kind, subject: {} }, world.needs.now());
};

describe('the sweep', () => {
  test('wakes a delivery whose message was lost, through the queue of its kind', async () => {
    await planned('s1');
    await planned('d1', 'delivery');
    world.forward(60_000);
    await sweep();
    expect(mine()).toHaveLength(2);
    expect(mine()).toEqual(
      expect.arrayContaining([
        { queue: 'regulator', message: { tenant: house.tenant, deliveryId: 's1' } },
        { queue: 'partner', message: { tenant: house.tenant, deliveryId: 'd1' } },
      ]),
    );
    expect(await world.needs.deliveries.claim(house.tenant, 's1', world.needs.now())).toBeDefined();
  });

  test('wakes what waits for people when its deadline is near, and not before', async () => {
    const { deliveries, now } = world.needs;
    const hours = (n: number) => new Date(now().getTime() + n * 3_600_000).toISOString();
    const held = { by: 'ada', at: hours(0), reason: 'to be looked at' };
    const waits = { tenant: house.tenant, deliveryId: 's1', kind: 'submission', subject: {} } as const;
    await deliveries.plan({ ...waits, deadline: hours(5), held }, now());
    world.forward(60_000);
    await sweep();
    expect(mine()).toEqual([]);
    world.forward(3 * 3_600_000);
    await sweep();
    expect(mine()).toEqual([{ queue: 'regulator', message: { tenant: house.tenant, deliveryId: 's1' } }]);
    expect(await deliveries.warnLate(house.tenant, 's1', now())).toMatchObject({ state: 'held' });
    world.forward(2 * 3_600_000);
    await sweep();
    expect(mine()).toHaveLength(1);
  });

  test('wakes a release nobody planned', async () => {
    await house.report();
    await house.release();
    world.forward(60_000);
    await sweep();
    expect(mine()).toEqual([
      { queue: 'plan', message: { tenant: house.tenant, release: { gtin: house.gtin, lot: house.lot } } },
    ]);
  });

  test('leaves alone what is not due yet, and for a while what it has just woken', async () => {
    await planned('s1');
    await sweep();
    expect(mine()).toEqual([]);
    world.forward(60_000);
    await sweep();
    await sweep();
    expect(mine()).toHaveLength(1);
    world.forward(180_000);
    await sweep();
    expect(mine()).toHaveLength(2);
  });

  test('leaves alone what is in hand', async () => {
    await planned('s1');
    await world.needs.deliveries.claim(house.tenant, 's1', world.needs.now());
    world.forward(60_000);
    await sweep();
    expect(mine()).toEqual([]);
  });

  test('does not disturb who takes the work up at the same moment', async () => {
    await planned('s1');
    world.forward(60_000);
    const store = dueRows(world.table.db, world.table.deliveries);
    const [row] = await store.overdue(house.tenant, world.needs.now(), 10);
    await world.needs.deliveries.claim(house.tenant, 's1', world.needs.now());
    expect(row && (await store.pushOn(row, new Date('2030-01-01')))).toBe('taken-up');
  });

  test('wakes everything else when one row is illegible, and then says so', async () => {
    await planned('s1');
    const { db, deliveries: TableName } = world.table;
    const key = { pk: `${house.tenant}#delivery`, sk: 'broken', duePk: `${house.tenant}#due` };
    const dueAt = world.needs.now().toISOString();
    for (const [i, wake] of [undefined, { queue: 'nowhere', message: '{}' }, { queue: 'plan', message: '{' }].entries())
      await db.send(new PutCommand({ TableName, Item: { ...key, sk: `broken-${i}`, dueAt, ...(wake && { wake }) } }));
    world.forward(60_000);
    const later = await anotherHouse();
    await world.needs.deliveries.plan(
      { tenant: later.tenant, deliveryId: 's2', kind: 'submission', subject: {} },
      new Date(world.needs.now().getTime() - 60_000),
    );
    await expect(sweep()).rejects.toThrow('3 rows or tenants could not be woken');
    expect(sent.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        { tenant: house.tenant, deliveryId: 's1' },
        { tenant: later.tenant, deliveryId: 's2' },
      ]),
    );
    await expect(sweep()).resolves.toEqual({ woken: 0 });
  });

  test('wakes everything else when a queue does not take its message, and that one later', async () => {
    await planned('s1');
    await planned('d1', 'delivery');
    world.forward(60_000);
    const down = { ...sweepNeeds().queues, regulator: () => Promise.reject(new Error('queue down')) };
    await expect(sweep({ queues: down })).rejects.toThrow('1 rows or tenants could not be woken');
    expect(mine()).toMatchObject([{ queue: 'partner' }]);
    world.forward(120_000);
    await sweep();
    expect(mine().map(({ queue }) => queue)).toContain('regulator');
  });

  test('wakes everything else when the rows of one tenant cannot be read', async () => {
    const other = await anotherHouse();
    await planned('s1');
    world.forward(60_000);
    const store = sweepNeeds().dueRows;
    const overdue: typeof store.overdue = (tenant, ...more) =>
      tenant === other.tenant ? Promise.reject(new Error('throttled')) : store.overdue(tenant, ...more);
    await expect(sweep({ dueRows: { ...store, overdue } })).rejects.toThrow('1 rows or tenants');
    expect(mine()).toHaveLength(1);
  });

  test('begins each minute with another tenant, so that nobody always comes last', async () => {
    await anotherHouse();
    await anotherHouse();
    const first = async () => {
      const asked: string[] = [];
      const store = sweepNeeds().dueRows;
      const overdue: typeof store.overdue = async (tenant) => {
        asked.push(tenant);
        return [];
      };
      await sweep({ dueRows: { ...store, overdue } });
      expect(asked.toSorted()).toEqual(houses.toSorted());
      world.forward(60_000);
      return asked[0];
    };
    expect(new Set([await first(), await first(), await first()]).size).toBe(3);
  });

  test('takes the longest overdue first and leaves the rest to the next run', async () => {
    for (let i = 0; i < 205; i++) await planned(`s${i}`);
    world.forward(60_000);
    await sweep();
    expect(mine()).toHaveLength(200);
    await sweep();
    expect(mine()).toHaveLength(205);
  });
});
