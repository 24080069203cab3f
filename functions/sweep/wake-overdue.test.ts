import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { wakeOverdue } from './wake-overdue.ts';

let world: World;
let house: House;
let sent: { queue: string; message: object }[];
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  house = await aHouse(world);
  sent = [];
});

const into = (queue: string) => async (message: object) => void sent.push({ queue, message });
const sweepNeeds = () => ({
  ...world.needs,
  dueRows: dueRows(world.table.db, world.table.deliveries),
  queues: { capture: into('capture'), plan: into('plan'), regulator: into('regulator'), partner: into('partner') },
});
const sweep = () => wakeOverdue(sweepNeeds())();
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

  test('takes the longest overdue first and leaves the rest to the next run', async () => {
    for (let i = 0; i < 205; i++) await planned(`s${i}`);
    world.forward(60_000);
    await sweep();
    expect(mine()).toHaveLength(200);
    await sweep();
    expect(mine()).toHaveLength(205);
  });
});
