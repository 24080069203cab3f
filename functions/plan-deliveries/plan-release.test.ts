import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const plan = ({ tenant, gtin, lot }: House, pause: () => Promise<void> = world.needs.pause) =>
  planRelease({ ...world.needs, pause })({ tenant, release: { gtin, lot } });
const planned = async ({ tenant }: House) => (await world.needs.deliveries.list(tenant, { limit: 100 })).deliveries;
const overdue = async ({ tenant }: House) => {
  const rows = await dueRows(world.table.db, world.table.deliveries).overdue(tenant, new Date('2027-01-01'), 100);
  return rows.map(({ wake }) => wake?.queue);
};

async function released(options: Parameters<typeof aHouse>[1] = {}) {
  const house = await aHouse(world, options);
  await house.produce();
  await house.report();
  await house.release();
  return house;
}

describe('a released lot', () => {
  test('is planned once, however often it is woken', async () => {
    const house = await released();
    expect(await overdue(house)).toEqual(['plan']);
    await plan(house);
    await plan(house);
    expect(await planned(house)).toHaveLength(2);
    expect(await overdue(house)).toEqual(['regulator', 'regulator']);
  });

  test('has its packs wait for its master data', async () => {
    const house = await released();
    world.woken.length = 0;
    await plan(house);
    const rows = await planned(house);
    const data = rows.find(({ after }) => after === undefined);
    const packs = rows.find(({ after }) => after !== undefined);
    expect(packs).toMatchObject({ after: [data?.deliveryId], report: { units: { first: 0, count: 20 } } });
    expect(data?.before).toEqual([packs?.deliveryId]);
    expect(world.woken.map(({ message }) => message.deliveryId)).toEqual([data?.deliveryId]);
  });

  test('is reported to nobody where nobody wants a report', async () => {
    const house = await released({ change: { markets: ['GB', 'US'] } });
    await plan(house);
    expect(await planned(house)).toEqual([]);
    expect(await overdue(house)).toEqual([]);
  });

  test('is reported once for all its countries of one regime', async () => {
    const house = await released({ change: { markets: ['DE', 'FR', 'GB'] } });
    await plan(house);
    expect((await planned(house)).map(({ market }) => market)).toEqual(['eu', 'eu']);
  });

  test('waits a moment for the last events of its line', async () => {
    const house = await aHouse(world);
    await house.report();
    await house.release();
    await plan(house, house.produce);
    expect(await planned(house)).toHaveLength(2);
  });

  test('whose last events come later is planned when it is woken again', async () => {
    const house = await aHouse(world);
    await house.report();
    await house.release();
    await expect(plan(house)).rejects.toThrow('the ledger has 0 units, the line reported 20');
    expect(await overdue(house)).toEqual(['plan']);
    await house.produce();
    await plan(house);
    expect(await planned(house)).toHaveLength(2);
  });

  test('is read when it is whole, once', async () => {
    const house = await released();
    const late = await aHouse(world);
    await late.report();
    await late.release();
    const reads: string[] = [];
    const { lotUnits } = world.needs;
    const read: typeof lotUnits.read = (tenant, ...lot) => {
      reads.push(tenant);
      return lotUnits.read(tenant, ...lot);
    };
    const counted = planRelease({ ...world.needs, lotUnits: { ...lotUnits, read } });
    await counted({ tenant: house.tenant, release: house });
    await counted({ tenant: late.tenant, release: late }).catch(() => undefined);
    expect(reads).toEqual([house.tenant]);
  });

  test('counts a unit as produced that was decommissioned after the line closed', async () => {
    const house = await released();
    const [broken = ''] = house.packs;
    const when = { eventTime: '2026-03-01T09:45:00.000Z', eventTimeZoneOffset: '+01:00' };
    await house.captured({ type: 'ObjectEvent', action: 'DELETE', epcList: [broken], bizStep: 'destroying', ...when });
    await plan(house);
    expect(await planned(house)).toHaveLength(2);
  });

  test.each([
    ['2026-03-01T11:30:00.000+02:00', 'before', 2],
    ['2026-03-01T08:00:00.000-05:00', 'after', 3],
  ])('tells of a pack that ended at %s, which is %s the release, %i reports', async (eventTime, _, reports) => {
    const house = await released();
    const when = { eventTime, eventTimeZoneOffset: eventTime.slice(-6) };
    const ending = { type: 'ObjectEvent', action: 'DELETE', bizStep: 'destroying', ...when } as const;
    await house.captured({ ...ending, epcList: house.packs.slice(0, 1) });
    await plan(house);
    expect(await planned(house)).toHaveLength(reports);
  });

  test('that never arrives whole is not planned, and stays due', async () => {
    const house = await aHouse(world);
    await house.commission(house.packs.slice(0, 19));
    await house.report();
    await house.release();
    await expect(plan(house)).rejects.toThrow('the ledger has 19 units, the line reported 20');
    expect(await planned(house)).toEqual([]);
    expect(await overdue(house)).toEqual(['plan']);
  });
});
