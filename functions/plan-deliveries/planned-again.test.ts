import { afterAll, beforeAll, expect, test } from 'vitest';
import { exceptionId } from '#common/store/exception-row.ts';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { dueReports } from '#shared/regimes/ru/due-reports.ts';
import { approved } from '../../test/kit/approved.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { goodsRegime } from '../../test/kit/goods-regime.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Long after lines tell what they make. */
const LATE = 300_000;
const plant = 'urn:epc:id:sgln:9521321.00001.0';

/** A house whose goods Russia hears of, with its plant in a country. */
async function aHouseIn(country: string): Promise<GoodsHouse> {
  const house = await goodsHouse(world, [{ ...goodsRegime(), dueReports }]);
  const site = { companyPrefix: '9521321', name: 'Plant', kind: 'warehouse', address: { city: 'Leiden', country } };
  await approved(world.table.db, house.tenant, 'location', '9521321000018', site);
  return house;
}

/** The things in each of some reports. */
async function told({ at, nameOf, rowsOf, ofLot }: GoodsHouse, eventId?: string) {
  const rows = eventId === undefined ? [...(await ofLot('915')), ...(await ofLot('911'))] : await rowsOf(eventId);
  return Promise.all(
    rows.map(async (row) => {
      const { containers, movement } = await gatherReport(at.needs, row);
      const things = containers ?? movement?.things ?? [];
      return [row.report?.name, ...things.map(({ code }) => nameOf(code))];
    }),
  );
}

/** Something of goods, at half past nine. */
const moved = (epcs: readonly string[], change: Partial<ObjectEvent>): EpcisEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: '2026-03-01T09:30:00.000Z',
  eventTimeZoneOffset: '+01:00',
  epcList: epcs,
  ...change,
});

test('a container is told once, also when it turns out later that it held another, which is told for itself', async () => {
  const house = await aHouseIn('RU');
  const [box = '', bundle = ''] = house.boxes;
  await house.commission(house.packs);
  await house.pack(box, house.packs.slice(0, 10));
  await house.pack(house.pallet, [box], 4);
  await house.releaseLot();
  const first = [
    ['915', 'box0'],
    ['911', 'pallet'],
  ];
  expect(await told(house)).toEqual(first);
  world.forward(LATE);
  const inner = await house.pack(bundle, house.packs.slice(0, 4), 5);
  const outer = await house.pack(box, [bundle], 6);
  await house.plan(inner, outer);
  await house.plan(outer);
  expect((await told(house)).toSorted()).toEqual([...first, ['915', 'box1']].toSorted());
});

test('what is told later of a container waits for the report of what is in it', async () => {
  const house = await aHouseIn('RU');
  await house.commission(house.packs);
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  await house.releaseLot();
  world.forward(LATE);
  await house.plan(await house.pack(house.pallet, house.boxes.slice(0, 1), 4));
  const [box] = await house.ofLot('915');
  const [pallet] = await house.ofLot('911');
  expect(pallet?.after).toEqual([box?.deliveryId]);
});

test('a lot packed abroad was never in Russia: what went elsewhere from there stands before a person', async () => {
  const house = await aHouseIn('NL');
  await house.produce();
  await house.releaseLot();
  expect(await house.ofLot('313')).toEqual([]);
  await approved(world.table.db, house.tenant, 'partner', 'medico', {
    name: 'Medico',
    party: medico,
    channel: 'webhook',
    url: 'https://medico.example/hook',
    address: { city: 'Lyon', country: 'FR' },
  });
  await house.plan(await house.ship());
  const [left] = await house.ofLot('552');
  expect(left?.state).toBe('held');
  expect(left?.held?.reason).toContain('packed abroad');
});

test('a movement that was told under one name is not told under another when its partner is known otherwise', async () => {
  const house = await aHouseIn('RU');
  await house.commission(house.packs);
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  const receipt = await house.captured(
    moved(house.boxes, {
      bizStep: 'receiving',
      disposition: 'in_progress',
      sourceList: [{ type: 'possessing_party', source: medico }],
      bizLocation: { id: plant },
    }),
  );
  await house.plan(receipt);
  expect(await told(house, receipt)).toEqual([['701', 'box0']]);
  await approved(world.table.db, house.tenant, 'partner', 'medico', {
    name: 'Medico',
    party: medico,
    channel: 'webhook',
    url: 'https://medico.example/hook',
    registrations: { 'mdlp-hand-over': 'reverse' },
  });
  world.forward(LATE);
  await house.plan(await house.pack(house.boxes[1], house.packs.slice(10, 20)));
  expect(await told(house, receipt)).toEqual([
    ['701', 'box0'],
    ['701', 'box1'],
  ]);
});

test('of goods that left a place nobody knows a person is asked where that was', async () => {
  const house = await aHouseIn('RU');
  await house.produce();
  const shipment = await house.captured(
    moved([house.pallet], {
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' },
      destinationList: [{ type: 'possessing_party', destination: medico }],
    }),
  );
  await house.plan(shipment);
  expect(await told(house, shipment)).toEqual([]);
  const id = exceptionId({ rule: 'unknown-country', subject: shipment, eventIds: [shipment] });
  const open = await world.needs.exceptions.get(house.tenant, id);
  expect(open?.detail).toBe('no location is known where it was captured');
});
