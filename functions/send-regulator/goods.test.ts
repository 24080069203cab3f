import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { goodsRegime } from '../../test/kit/goods-regime.ts';
import { type GoodsHouse, goodsHouse } from '../../test/kit/goods-world.ts';
import { packingBehind } from './packing-behind.ts';
import { waitsFor } from './waits-for.ts';

const own = 'urn:epc:id:pgln:9521321.00001';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** What the first report of a movement waits for. */
async function waits(house: GoodsHouse, eventId: string) {
  const [row] = await house.rowsOf(eventId);
  return row && (await waitsFor(world.needs, row))?.postponed;
}

async function taken({ at }: GoodsHouse, rows: readonly Delivery[]) {
  for (const row of rows) {
    const claim = await at.needs.deliveries.claim(row.tenant, row.deliveryId, at.needs.now());
    if (claim === undefined) throw new Error('not due');
    const standing = { ...claim.delivery, state: 'acknowledged' } as const;
    await at.needs.deliveries.settle(claim, { standing }, at.needs.now());
  }
}

test('a movement waits until the lots in it are released, and the regulator knows their packs and what those are in', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const shipment = await house.ship();
  await house.plan(shipment);
  expect(await waits(house, shipment)).toBe('waits for the release of lot LOT1, which is assigned');
  await house.releaseLot();
  expect(await waits(house, shipment)).toBe('waits for packs, which is due');
  const [packing] = await house.ofLot('packing');
  expect(packing && (await waitsFor(world.needs, packing))?.postponed).toBe('waits for packs, which is due');
  const { needs } = house.at;
  const packs = await house.ofLot('packs');
  const [first] = packs;
  expect(first && (await packingBehind(needs)(first))).toEqual([]);
  await taken(house, packs);
  const told = (await house.ofLot('packing')).map(({ deliveryId }) => deliveryId);
  expect((first && (await packingBehind(needs)(first)))?.toSorted()).toEqual(told.toSorted());
  expect(packing && (await waitsFor(world.needs, packing))).toBeUndefined();
  expect(await waits(house, shipment)).toBe('waits for packing, which is due');
  await taken(house, await house.ofLot('packing'));
  expect(await waits(house, shipment)).toBeUndefined();
});

test('what takes a movement back waits until that was taken in', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const shipment = await house.ship();
  await house.plan(shipment);
  const [told] = await house.rowsOf(shipment);
  const claim = told && (await world.needs.deliveries.claim(house.tenant, told.deliveryId, world.needs.now()));
  const [stored] = await world.needs.ledger.eventsById(house.tenant, [shipment]);
  if (claim === undefined || stored === undefined) throw new Error('not planned');
  const standing = { ...claim.delivery, state: 'sent', receipt: 'r1' } as const;
  await world.needs.deliveries.settle(claim, { standing }, world.needs.now());
  const at = world.needs.now().toISOString();
  const errorDeclaration = { declarationTime: at, reason: 'did_not_occur' };
  await house.plan(await house.captured({ ...stored.event, errorDeclaration }));
  const undo = (await house.rowsOf(shipment)).find(({ report }) => report?.undo);
  expect(undo && (await waitsFor(world.needs, undo))?.postponed).toBe('waits for shipment, which is sent');
});

test('what is held counts as not told: packs go before movements of their lot', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const shipment = await house.ship();
  await house.plan(shipment);
  await house.releaseLot();
  const [row] = await house.rowsOf(shipment);
  if (row === undefined) throw new Error('not planned');
  const asHeld = (name: string) => ({
    ...world.needs,
    deliveries: {
      ...world.needs.deliveries,
      ofLot: async () => {
        const known = [...(await house.ofLot('packs')), ...(await house.ofLot('packing'))];
        const held = known.filter(({ report }) => report?.name === name);
        return [
          ...known.map((one): Delivery => ({ ...one, state: 'acknowledged' })),
          ...held.map((one): Delivery => ({ ...one, state: 'held' })),
        ];
      },
    },
  });
  expect((await waitsFor(asHeld('packs'), row))?.postponed).toBe('waits for packs, which is held');
  expect((await waitsFor(asHeld('packing'), row))?.postponed).toBe('waits for packing, which is held');
  expect(await waitsFor(asHeld('nothing'), row)).toBeUndefined();
});

test('movements of the same things are told in the order in which they happened, whenever they were captured', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  await house.releaseLot();
  await taken(house, [...(await house.ofLot('packs')), ...(await house.ofLot('packing'))]);
  const [box = '', other = ''] = house.boxes;
  const shipped = (epcs: string[], at: string) =>
    house.captured(shipEvent({ epcs, at, from: own, to: medico, offset: '+01:00', readPoint: house.place.readPoint }));
  const later = await shipped([box], '2026-03-01T09:40:00.000Z');
  const after = await shipped([other], '2026-03-01T09:20:00.000Z');
  await house.plan(later, after);
  expect(await waits(house, later)).toBeUndefined();
  const earlier = await shipped([house.pallet], '2026-03-01T09:30:00.000Z');
  await house.plan(earlier);
  expect(await waits(house, later)).toBe('waits for shipment, which is due');
  expect(await waits(house, after)).toBeUndefined();
  expect(await waits(house, earlier)).toBe('waits for shipment, which is due');
  await taken(house, await house.rowsOf(after));
  expect(await waits(house, earlier)).toBeUndefined();
  await taken(house, await house.rowsOf(earlier));
  expect(await waits(house, later)).toBeUndefined();
});

test('a report that a person let go without its facts still waits for them', async () => {
  const house = await goodsHouse(world, [goodsRegime(['price', 'vat'])]);
  await house.produce();
  const shipment = await house.ship();
  await house.plan(shipment);
  expect(await waits(house, shipment)).toBe('waits for price, vat');
  const [row] = await house.rowsOf(shipment);
  const given = row && { ...row, facts: { price: '10.00', vat: '1.00' } };
  expect(given && (await waitsFor(world.needs, given))?.postponed).toContain('release of lot');
});
