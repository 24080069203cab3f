import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { goodsRegime } from '../../test/kit/goods-regime.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { waitsFor } from './waits-for.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Its packs are told, and their packing, or not yet. */
async function toldHouse(told: readonly ('packs' | 'packing')[] = ['packs', 'packing']): Promise<GoodsHouse> {
  const regime = goodsRegime();
  const house = await goodsHouse(world, [
    {
      ...regime,
      dueReports: (act) =>
        act.kind === 'change'
          ? [{ key: `c:${act.eventId}`, name: 'change', act: 'c', units: { first: 0, count: 1 }, change: act.change }]
          : regime.dueReports(act),
    },
  ]);
  await house.produce();
  await house.releaseLot();
  for (const name of told) await settled(house, await house.ofLot(name), 'acknowledged');
  return house;
}

async function settled({ at }: GoodsHouse, rows: readonly Delivery[], state: DeliveryState) {
  const { deliveries, now } = at.needs;
  for (const row of rows) {
    const claim = await deliveries.claim(row.tenant, row.deliveryId, now());
    if (claim === undefined) throw new Error('not due');
    await deliveries.settle(claim, { standing: { ...claim.delivery, state } }, now());
  }
}

/** What the first report of an event waits for. */
async function waits({ at, rowsOf }: GoodsHouse, eventId: string) {
  const [row] = await rowsOf(eventId);
  if (row === undefined) throw new Error('not planned');
  return (await waitsFor(at.needs, row))?.postponed;
}

/** An event at a minute after eleven. */
const event = (minute: number, of: object): EpcisEvent =>
  ({
    eventTime: `2026-03-01T11:0${minute}:00.000Z`,
    eventTimeZoneOffset: '+01:00',
    readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
    ...of,
  }) as EpcisEvent;
const unpacked = (minute: number, parentID = '', childEPCs?: readonly string[]) => {
  const children = childEPCs && { childEPCs };
  return event(minute, { type: 'AggregationEvent', action: 'DELETE', parentID, ...children, bizStep: 'unpacking' });
};
const about = (minute: number, epcList: readonly string[], words: object) =>
  event(minute, { type: 'ObjectEvent', action: 'OBSERVE', epcList, ...words });
const sold = { bizStep: 'shipping', destinationList: [{ type: 'possessing_party', destination: medico }] };

test('what was inside moves when it is told that it is out, and not while that stands refused', async () => {
  const house = await toldHouse();
  const apart = await house.captured(unpacked(0, house.pallet));
  const shipped = await house.captured(about(1, house.boxes.slice(0, 1), sold));
  await house.plan(apart, shipped);
  expect(await waits(house, apart)).toBeUndefined();
  expect(await waits(house, shipped)).toBe('waits for apart, which is due');
  await settled(house, await house.rowsOf(apart), 'rejected');
  expect(await waits(house, shipped)).toBe('waits for apart, which is rejected');
});

test('a container moves when it is told what is in it now, and what is put in later does not keep it back', async () => {
  const house = await toldHouse();
  const [box0 = '', box1 = ''] = house.boxes;
  const some = await house.captured(unpacked(0, box0, house.packs.slice(0, 2)));
  const shipped = await house.captured(about(1, [box0], sold));
  const other = await house.captured(about(1, [box1], sold));
  await house.plan(some, shipped, other);
  expect(await waits(house, shipped)).toBe('waits for taken-out, which is due');
  expect(await waits(house, other)).toBeUndefined();
  await settled(house, await house.rowsOf(some), 'acknowledged');
  const later = await house.captured(unpacked(2, box0, house.packs.slice(2, 4)));
  await house.plan(later);
  expect(await waits(house, shipped)).toBeUndefined();
  await settled(house, await house.rowsOf(shipped), 'sent');
  expect(await waits(house, later)).toBe('waits for shipment, which is sent');
});

test('what became of packs is told after it is that they are out, and after earlier movements of them', async () => {
  const house = await toldHouse();
  const [pack = ''] = house.packs;
  const out = await house.captured(unpacked(0, house.boxes[0], [pack]));
  const words = {
    bizStep: 'shipping',
    destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:9521321.00009.0' }],
  };
  const moved = await house.captured(about(1, [pack], words));
  const sampled = await house.captured(about(2, [pack], { bizStep: 'sampling' }));
  await house.plan(out, moved, sampled);
  expect(await waits(house, sampled)).toBe('waits for taken-out, which is due');
  await settled(house, await house.rowsOf(out), 'acknowledged');
  expect(await waits(house, sampled)).toBe('waits for transfer, which is due');
  await settled(house, await house.rowsOf(moved), 'acknowledged');
  expect(await waits(house, sampled)).toBeUndefined();
});

test('what became of packs is told after it is what they were in, unless that was refused', async () => {
  const house = await toldHouse(['packs']);
  const sampled = await house.captured(about(2, house.packs.slice(0, 1), { bizStep: 'sampling' }));
  await house.plan(sampled);
  expect(await waits(house, sampled)).toBe('waits for packing, which is due');
  const [boxes, pallet] = await house.ofLot('packing');
  if (boxes === undefined || pallet === undefined) throw new Error('not planned');
  await settled(house, [boxes], 'rejected');
  await settled(house, [pallet], 'acknowledged');
  expect(await waits(house, sampled)).toBeUndefined();
});

test('packing that was refused keeps back what names its containers, and nothing else of the lot', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  await house.releaseLot();
  await settled(house, await house.ofLot('packs'), 'acknowledged');
  const [boxes, pallet] = await house.ofLot('packing');
  if (boxes === undefined || pallet === undefined) throw new Error('not planned');
  await settled(house, [boxes], 'rejected');
  await settled(house, [pallet], 'acknowledged');
  const shipped = await house.captured(about(1, house.boxes.slice(0, 1), sold));
  const loose = await house.captured(about(1, house.packs.slice(10, 11), sold));
  await house.plan(shipped, loose);
  expect(await waits(house, shipped)).toBe('waits for packing, which is rejected');
  expect(await waits(house, loose)).toBeUndefined();
});
