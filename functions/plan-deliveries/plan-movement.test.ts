import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { approved } from '../../test/kit/approved.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { goodsRegime, packsRegime } from '../../test/kit/goods-regime.ts';
import { type GoodsHouse, goodsHouse, otherPacks } from '../../test/kit/goods-world.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';
import { planMovement } from './plan-movement.ts';
import { planUnknown } from './plan-unknown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const hall = { sgln: 'urn:epc:id:sgln:9521321.00009.0', gln: '9521321000094' };
const hallOf = (change: object = {}) => ({
  companyPrefix: '9521321',
  name: 'Hall 9',
  kind: 'warehouse',
  address: { city: 'Leiden', country: 'NL' },
  ...change,
});
const own = 'urn:epc:id:pgln:9521321.00001';

/** An event about goods, at half past nine. */
const moved = (epcs: readonly string[], change: Partial<ObjectEvent> = {}): EpcisEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  eventTime: '2026-03-01T09:30:00.000Z',
  eventTimeZoneOffset: '+01:00',
  epcList: epcs,
  bizStep: 'shipping',
  disposition: 'in_transit',
  readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
  ...change,
});
const toHall = { destinationList: [{ type: 'location', destination: hall.sgln }] };
const fromMedico = {
  bizStep: 'receiving',
  disposition: 'in_progress',
  sourceList: [{ type: 'possessing_party', source: medico }],
  bizLocation: { id: 'urn:epc:id:sgln:9521321.00001.0' },
};
const declared = (event: EpcisEvent): EpcisEvent => ({
  ...event,
  errorDeclaration: { declarationTime: '2026-03-01T10:00:00.000Z', reason: 'did_not_occur' },
});
const toMedico = { destinationList: [{ type: 'possessing_party', destination: medico }] };

/** Everything was sent, and its receiver has it. */
async function sent({ at, tenant, rowsOf }: GoodsHouse, eventId: string) {
  for (const row of await rowsOf(eventId)) {
    const claim = await at.needs.deliveries.claim(tenant, row.deliveryId, at.needs.now());
    if (claim === undefined) continue;
    const standing = { ...claim.delivery, state: 'acknowledged', receipt: `r-${row.report?.units?.first}` } as const;
    await at.needs.deliveries.settle(claim, { standing }, at.needs.now());
  }
}

test('a shipment is one movement of the things that nothing else in it contains, told once, in slices', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const other = await otherPacks(house, ['A1', 'A2']);
  const foreign = await otherPacks(house, ['D1'], { markets: ['DE'] });
  await house.pack(house.boxes[0], other.epcs.slice(0, 1), 5);
  await house.captured(packTaken(house, 1));
  const [box0 = '', box1 = ''] = house.boxes;
  const [, loose = ''] = other.epcs;
  const documents = {
    bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000018:D7' }],
  };
  const event = moved([box0, house.pallet, box1, loose, ...foreign.epcs], { ...toMedico, ...documents });
  const shipment = await house.captured(event);
  await house.plan(shipment);
  await house.plan(shipment);
  expect(await house.told(shipment)).toEqual([
    ['shipment', 'pallet', 'box1'],
    ['shipment', 'A2'],
  ]);
  const [row] = await house.rowsOf(shipment);
  const { product, movement } = row ? await gatherReport(house.at.needs, row) : {};
  expect(product?.gtin).toBe(house.gtin);
  expect(movement).toMatchObject({
    from: { gln: '9521321000018' },
    to: { partner: 'medico', name: 'Medico' },
    documents: [{ type: 'desadv', number: 'D7' }],
    things: [
      {
        inside: [
          { gtin: house.gtin, lot: 'LOT1', packs: 10 },
          { gtin: other.gtin, lot: 'OTHER', packs: 1, expiry: '2029-06-30' },
        ],
      },
      { inside: [{ gtin: house.gtin, lot: 'LOT1', packs: 10 }] },
    ],
  });
  expect(row?.report?.lots).toEqual(expect.arrayContaining([{ gtin: house.gtin, lot: 'LOT1' }]));
});

const packTaken = ({ pallet, boxes, place }: GoodsHouse, n: number): EpcisEvent => ({
  type: 'AggregationEvent',
  action: 'DELETE',
  eventTime: '2026-03-01T08:06:00.000Z',
  eventTimeZoneOffset: place.offset,
  parentID: pallet,
  childEPCs: boxes.slice(n, n + 1),
  bizStep: 'unpacking',
});

test('a thing of which it was not known what is in it is told when that is captured, the others not again', async () => {
  const house = await goodsHouse(world);
  await house.commission(house.packs);
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  const shipment = await house.captured(moved(house.boxes, toMedico));
  await house.plan(shipment);
  expect(await house.told(shipment)).toEqual([['shipment', 'box0']]);
  await house.plan(await house.pack(house.boxes[1], house.packs.slice(10, 20)));
  await house.plan(shipment);
  expect(await house.told(shipment)).toEqual([
    ['shipment', 'box0'],
    ['shipment', 'box1'],
  ]);
});

test('between own places it is a transfer; from a partner to one of them a receipt; its arrival from an own place is neither', async () => {
  const house = await goodsHouse(world);
  const registrations = { 'mdlp-place': '00000000100930' };
  await approved(world.table.db, house.tenant, 'location', hall.gln, hallOf({ registrations }));
  await house.produce();
  const transfer = await house.captured(moved([house.pallet], toHall));
  const arrival = {
    ...fromMedico,
    sourceList: [{ type: 'owning_party', source: own }],
    bizLocation: { id: hall.sgln },
  };
  const arrived = await house.captured(moved([house.pallet], arrival));
  const receipt = await house.captured(moved(house.packs.slice(0, 1), fromMedico));
  await house.plan(transfer, arrived, receipt);
  expect(await house.told(transfer)).toEqual([['transfer', 'pallet']]);
  expect(await house.told(arrived)).toEqual([]);
  expect(await house.told(receipt)).toEqual([['receipt', 'pack0']]);
  const [row] = await house.rowsOf(transfer);
  const { movement } = row ? await gatherReport(house.at.needs, row) : {};
  expect(movement?.to).toEqual({ gln: hall.gln, name: 'Hall 9', country: 'NL', registrations });
});

test('what a partner captured of its own side is no movement of ours', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const theirs = {
    sourceList: [{ type: 'possessing_party', source: medico }],
    readPoint: { id: 'urn:epc:id:sgln:9521999.00001.0' },
  };
  const event = await house.captured(moved([house.pallet], { ...theirs, ...toHall }));
  await house.plan(event);
  expect(await house.told(event)).toEqual([]);
});

test('goods that go to nobody that is known stand before a person, and are told when he is known', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const shipment = await house.captured(
    moved([house.pallet], {
      ...toHall,
      destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:9521777.00009.0' }],
    }),
  );
  await house.plan(shipment);
  const open = async () => (await world.needs.exceptions.list(house.tenant, {}, { perPage: 10 })).exceptions;
  expect([await house.told(shipment), await open()]).toMatchObject([[], [{ rule: 'unknown-country', state: 'open' }]]);
  const place = hallOf({ companyPrefix: '9521777', partner: 'medico' });
  await approved(world.table.db, house.tenant, 'location', '9521777000099', place);
  await planUnknown(house.at.needs)({ tenant: house.tenant, eventId: shipment });
  expect(await house.told(shipment)).toEqual([['shipment', 'pallet']]);
  expect(await open()).toMatchObject([{ state: 'cleared' }]);
});

test('of a movement that was declared an error what was not sent is dropped, and what was sent is taken back once', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const event = moved([...house.packs.slice(0, 3)], toMedico);
  const unsent = await house.captured(event);
  await house.plan(unsent);
  await house.captured(declared(event));
  await house.plan(unsent);
  expect((await house.rowsOf(unsent)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);

  const other = moved(house.packs.slice(3, 6), toMedico);
  const shipment = await house.captured(other);
  await house.plan(shipment);
  await sent(house, shipment);
  await house.captured(declared(other));
  await house.plan(shipment);
  await house.plan(shipment);
  const undone = (await house.rowsOf(shipment)).filter(({ report }) => report?.undo);
  expect(undone.map(({ report }) => [report?.name, report?.units?.count])).toEqual([
    ['shipment-undo', 2],
    ['shipment-undo', 1],
  ]);
  const data = await Promise.all(undone.map((row) => gatherReport(house.at.needs, row)));
  expect(
    data.map(({ takesBack, takesBackPart, movement }) => [takesBack, takesBackPart, movement?.things.length]),
  ).toEqual([
    [['r-0'], undefined, 2],
    [['r-2'], undefined, 1],
  ]);
});

test('things that a voiding event says did not leave are taken back, whichever is planned first', async () => {
  const house = await goodsHouse(world);
  await house.produce();
  const shipment = await house.captured(moved(house.packs.slice(0, 4), toMedico));
  const voiding = moved(house.packs.slice(1, 2), { bizStep: 'void_shipping', eventTime: '2026-03-01T09:45:00.000Z' });
  await house.plan(shipment);
  await sent(house, shipment);
  await house.plan(await house.captured(voiding));
  expect((await house.told(shipment)).at(-1)).toEqual(['shipment-undo', 'pack1']);

  const late = await house.captured(
    moved(house.packs.slice(4, 5), { ...toMedico, eventTime: '2026-03-01T09:31:00.000Z' }),
  );
  await house.plan(await house.captured({ ...voiding, epcList: house.packs.slice(4, 5) } as EpcisEvent));
  await house.plan(late);
  expect((await house.rowsOf(late)).map(({ state }) => state)).toEqual(['cancelled']);
});

test('a report that wants facts is held, and says which', async () => {
  const house = await goodsHouse(world, [goodsRegime(['price', 'vat'])]);
  await house.produce();
  const shipment = await house.captured(moved([house.pallet], toMedico));
  await house.plan(shipment);
  expect(await house.rowsOf(shipment)).toMatchObject([
    { state: 'held', held: { by: 'seriate', reason: 'waits for price, vat' }, report: { wants: ['price', 'vat'] } },
  ]);
});

test('nothing is looked into for regulators who hear of packs alone', async () => {
  const house = await goodsHouse(world, [packsRegime()]);
  await house.produce();
  const needs = { ...house.at.needs, unitEvents: () => Promise.reject(new Error('looked into')) };
  const receipt = await house.captured(moved([house.pallet], fromMedico));
  const stored = (await needs.ledger.eventsById(house.tenant, [receipt]))[0];
  expect(stored && (await planMovement(needs, house.tenant, stored))).toBe(0);
});
