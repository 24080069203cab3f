import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKING } from '#common/store/told-packs.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { anOrder, aRelease, aReport } from '../../test/kit/builders.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** The containers of each report of packing, with level and what is in it. */
async function packing(house: GoodsHouse) {
  const data = await Promise.all((await house.ofLot('packing')).map((row) => gatherReport(house.at.needs, row)));
  return data.map(({ containers = [] }) =>
    containers.map(({ code, level, children }) => [house.nameOf(code), level, children.length]),
  );
}

test('the containers of a released lot are told once, the lowest first, with what is directly in each', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  await house.releaseLot();
  await planRelease(house.at.needs)({ tenant: house.tenant, release: house });
  expect(await packing(house)).toEqual([
    [
      ['box0', 1, 10],
      ['box1', 1, 10],
    ],
    [['pallet', 2, 2]],
  ]);
  const [list] = await world.needs.told.of(house.tenant, { gtin: house.gtin, lot: house.lot }, PACKING);
  expect(list).toMatchObject({ levels: [2, 1], largest: [10, 2] });
  const [row] = await house.ofLot('packing');
  expect(row?.report?.lots).toEqual([{ gtin: house.gtin, lot: house.lot }]);
});

test('packing that comes late is told for what was missing', async () => {
  const house = await goodsHouse(world);
  await house.commission(house.packs);
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  await house.releaseLot();
  expect(await packing(house)).toEqual([[['box0', 1, 10]]]);
  const late = await house.pack(house.boxes[1], house.packs.slice(10, 20));
  const above = await house.pack(house.pallet, house.boxes, 4);
  await house.plan(late, above);
  await house.plan(above);
  expect(await packing(house)).toEqual([
    [['box0', 1, 10]],
    [
      ['box1', 1, 10],
      ['pallet', 2, 2],
    ],
  ]);
});

test('what was packed after the release is no part of it, and neither is what was emptied before', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  await house.captured({
    type: 'AggregationEvent',
    action: 'DELETE',
    eventTime: '2026-03-01T08:30:00.000Z',
    eventTimeZoneOffset: '+01:00',
    parentID: house.boxes[0] ?? '',
    bizStep: 'unpacking',
  });
  await house.releaseLot();
  const told = [
    [
      ['box1', 1, 10],
      ['pallet', 2, 2],
    ],
  ];
  expect(await packing(house)).toEqual(told);
});

test('a container with packs of two lots is told once, with the lot that is released last', async () => {
  const house = await goodsHouse(world);
  const { tenant, gtin, place } = house;
  const second = { gtin, lot: 'LOT2' };
  const { lots, now } = world.needs;
  await lots.create(tenant, anOrder({ order: 'order-2', owner: tenant, ...second }), now());
  await house.commission(house.packs.slice(0, 15));
  const at = '2026-03-01T08:01:00.000Z';
  const late = house.packs.slice(15);
  await house.captured(commissionEvent({ epcs: late, at, lot: second.lot, expiry: '2028-12-31', ...place }));
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  await house.pack(house.boxes[1], house.packs.slice(10, 20));
  await house.pack(house.pallet, house.boxes, 4);
  await house.releaseLot(15);
  expect(await packing(house)).toEqual([[['box0', 1, 10]]]);

  world.forward(60_000);
  await lots.putReport(tenant, aReport({ ...second, printed: 5, commissioned: 5, rejected: 0, rejects: {} }), now());
  const reported = await lots.get(tenant, gtin, second.lot);
  const { record, audit } = aRelease(now());
  if (reported !== undefined) await lots.release(tenant, reported, record, audit);
  await planRelease(house.at.needs)({ tenant, release: second });
  await planRelease(house.at.needs)({ tenant, release: house });
  expect(await packing(house)).toEqual([[['box0', 1, 10]]]);
  expect(await packing({ ...house, ofLot: house.reportsOf(second) })).toEqual([
    [
      ['box1', 1, 10],
      ['pallet', 2, 2],
    ],
  ]);
});
