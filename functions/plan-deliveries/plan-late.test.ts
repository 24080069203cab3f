import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { planRelease } from './plan-release.ts';
import { planUnknown } from './plan-unknown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const abroad = 'urn:epc:id:pgln:9521888.00001';
const wholesaler = (change: object = {}) => ({
  name: 'US Wholesale',
  party: abroad,
  channel: 'webhook',
  url: 'https://us.example/hook',
  ...change,
});
const address = { city: 'Boston', country: 'US' };

/** A lot of twenty packs in two cases; what the line tells of packing is left to the test. */
async function aLot(options: { late?: number[] } = {}): Promise<House> {
  const house = await aHouse(world);
  await approved(world.table.db, house.tenant, 'partner', 'us', wholesaler({ address }));
  await house.commission(house.packs.filter((_, n) => !options.late?.includes(n)));
  return house;
}
async function released(house: House, commissioned = 20) {
  const { tenant, gtin, lot } = house;
  await house.report(commissioned);
  await house.release();
  await planRelease(world.needs)({ tenant, release: { gtin, lot } });
}
const plan = ({ tenant }: House, ...ids: string[]) => planEvents(world, tenant, ...ids);
const minute = (n: number) => `2026-03-01T09:${String(n).padStart(2, '0')}:00.000Z`;
const packed = ({ place, captured }: House, parent = '', children: string[] = [], at = minute(1)) =>
  captured(packEvent({ parent, children, at, ...place }));
const boxed = (house: House, n: number) => packed(house, house.boxes[n], house.packs.slice(n * 10, n * 10 + 10));

/** Serials of each report of a name, by number of the pack, in the order in which they were planned. */
async function told(house: House, name: string): Promise<number[][]> {
  const rows = (await world.needs.deliveries.ofLot(house.tenant, house)).filter(({ report }) => report?.name === name);
  rows.sort((a, b) => (a.report?.units?.first ?? 0) - (b.report?.units?.first ?? 0));
  const all = await Promise.all(rows.map((row) => gatherReport(world.needs, row)));
  return all.map(({ serials }) => serials.map((serial) => house.serials.indexOf(serial)));
}
const packs = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

test('packs of a released lot that are captured later are told by a report of their own, once', async () => {
  const house = await aLot({ late: [5, 19] });
  await released(house, 18);
  const early = await house.commission([house.packs[19] ?? ''], minute(0));
  const twice = await house.commission([house.packs[5] ?? '', house.packs[6] ?? ''], '2026-03-01T07:00:00.000Z');
  await plan(house, early, twice);
  await plan(house, twice);
  const [first, ...others] = await told(house, 'product-pack-data');
  expect(first).toEqual(packs(0, 19).filter((n) => n !== 5));
  expect(others).toEqual([[5, 19]]);
});

test('what became of a pack before anybody knew of it is told with it', async () => {
  const house = await aLot({ late: [3] });
  await boxed(house, 0);
  await packed(house, house.pallet, [house.boxes[0] ?? ''], minute(2));
  const sampled = await house.captured(
    sampleEvent({ epcs: house.packs.slice(2, 4), at: minute(3), kind: 'qa', ...house.place }),
  );
  await released(house, 19);
  await plan(house, sampled, await house.ship(abroad));
  await plan(house, await house.commission(house.packs.slice(3, 4)));
  const reports = await told(house, 'product-pack-state');
  expect(reports.toSorted((a, b) => a.length - b.length)).toEqual([[2], [3], [3], packs(0, 10).filter((n) => n !== 3)]);
  await plan(house, sampled);
  expect(await told(house, 'product-pack-state')).toHaveLength(4);
});

test('what turns out to have been inside a shipment abroad is reported for what was missing, nothing twice', async () => {
  const house = await aLot();
  await released(house);
  const first = [await boxed(house, 0), await packed(house, house.pallet, [house.boxes[0] ?? ''], minute(2))];
  const shipped = await house.ship(abroad);
  await plan(house, ...first, shipped);
  expect(await told(house, 'product-pack-state')).toEqual([packs(0, 10)]);
  const late = [await boxed(house, 1), await packed(house, house.pallet, [house.boxes[1] ?? ''], minute(2))];
  await plan(house, late[1] ?? '');
  await plan(house, late[0] ?? '');
  await plan(house, ...first, ...late, shipped);
  expect(await told(house, 'product-pack-state')).toEqual([packs(0, 10), packs(10, 20)]);
});

test('what was packed after the shipment left is no part of it', async () => {
  const house = await aLot();
  await released(house);
  await plan(house, await boxed(house, 0), await house.ship(abroad, house.boxes.slice(0, 1)));
  const after = '2026-03-01T11:00:00.000Z';
  await plan(house, await packed(house, house.boxes[0], house.packs.slice(10, 20), after));
  expect(await told(house, 'product-pack-state')).toEqual([packs(0, 10)]);
});

test('a shipment abroad before the release is told after it', async () => {
  const house = await aLot();
  await boxed(house, 0);
  await plan(house, await house.ship(abroad, house.boxes.slice(0, 1)));
  expect(await told(house, 'product-pack-state')).toEqual([]);
  await released(house);
  expect(await told(house, 'product-pack-state')).toEqual([packs(0, 10)]);
});

test('a shipment to an unknown country stands before a person, and is planned when its country is known', async () => {
  const house = await aLot();
  const { tenant } = house;
  await approved(world.table.db, tenant, 'partner', 'us', wholesaler());
  await released(house);
  const shipped = await house.ship(abroad, house.packs.slice(0, 2));
  await plan(house, shipped);
  await plan(house, shipped);
  const open = async () => (await world.needs.exceptions.list(tenant, {}, { perPage: 10 })).exceptions;
  expect(await open()).toMatchObject([{ rule: 'unknown-country', subject: shipped, state: 'open' }]);
  const woken = async () => {
    const rows = await dueRows(world.table.db, world.table.deliveries).overdue(tenant, new Date('2027-01-01'), 100);
    return rows.map(({ wake }) => wake?.message).filter((message) => message?.includes(shipped));
  };
  expect(await woken()).toEqual([JSON.stringify({ tenant, eventId: shipped })]);
  const again = () => planUnknown(world.needs)({ tenant, eventId: shipped });
  await again();
  expect([await told(house, 'product-pack-state'), (await woken()).length]).toEqual([[], 1]);
  await approved(world.table.db, tenant, 'partner', 'us', wholesaler({ address }));
  await again();
  expect(await told(house, 'product-pack-state')).toEqual([[0, 1]]);
  expect(await open()).toMatchObject([{ rule: 'unknown-country', state: 'cleared' }]);
  expect(await woken()).toEqual([]);
});
