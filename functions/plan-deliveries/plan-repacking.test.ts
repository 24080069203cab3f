import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exceptionId } from '#common/store/exception-row.ts';
import type { AggregationEvent, ObjectEvent } from '#shared/epcis/event.ts';
import { cn } from '#shared/regimes/cn/cn.ts';
import type { Regime } from '#shared/regimes/regime.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type GoodsHouse, goodsHouse, otherPacks } from '../../test/kit/goods-world.ts';
import { gatherReport } from '../send-regulator/gather-report.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A released lot of twenty packs in two boxes on a pallet, of a house at home for any regulator. */
async function released(regime: Regime = ru): Promise<GoodsHouse> {
  const house = await goodsHouse(world, [{ ...regime, countries: ['XT'] }]);
  await giveTenant(world.table.db, house.tenant, { address: undefined });
  await house.produce();
  await house.releaseLot();
  return house;
}

const hour = (n: number, minute = 0) =>
  `2026-03-01T${String(n).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;

/** Something is put into a container or taken out of it, at a minute after eleven. */
const packing = (
  action: 'ADD' | 'DELETE',
  [parentID = '', childEPCs, minute = 0]: readonly [string | undefined, (readonly string[])?, number?],
  change: Partial<AggregationEvent> = {},
): AggregationEvent => ({
  type: 'AggregationEvent',
  action,
  parentID,
  ...(childEPCs && { childEPCs }),
  eventTime: hour(11, minute),
  eventTimeZoneOffset: '+01:00',
  bizStep: action === 'ADD' ? 'packing' : 'unpacking',
  readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
  ...change,
});
const moved = (epcList: readonly string[], change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList, eventTimeZoneOffset: '+01:00', eventTime: hour(12) },
  ...{ bizStep: 'shipping', disposition: 'in_transit', readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' } },
  destinationList: [{ type: 'possessing_party', destination: medico }],
  ...change,
});

/** Each report of an event: its name, the container, and what was put into it or taken out. */
async function told({ at, nameOf, rowsOf }: GoodsHouse, eventId: string) {
  const rows = (await rowsOf(eventId)).filter(({ report }) => report?.tells === 'repacking');
  const all = await Promise.all(
    rows.map(async (row) => {
      const [container] = (await gatherReport(at.needs, row)).containers ?? [];
      if (container === undefined) throw new Error('no container');
      return [row.report?.name, nameOf(container.code), ...container.children.map(nameOf)].join(' ');
    }),
  );
  return all.toSorted();
}

describe('of containers that were told with the release, Russia hears', () => {
  test('that one was taken apart, that something was taken out, and that something was put in', async () => {
    const house = await released();
    const [box0 = '', box1 = ''] = house.boxes;
    const apart = await house.captured(packing('DELETE', [house.pallet]));
    const some = await house.captured(packing('DELETE', [box0, house.packs.slice(0, 2), 1]));
    const added = await house.captured(packing('ADD', [box1, house.packs.slice(0, 1), 2]));
    await house.plan(apart, some, added);
    await house.plan(some);
    expect(await told(house, apart)).toEqual(['912 pallet']);
    expect(await told(house, some)).toEqual(['913 box0 pack0 pack1']);
    expect(await told(house, added)).toEqual(['914 box1 pack0']);
  });

  test('of a new one, after what was in another left that', async () => {
    const house = await released();
    const [box0 = ''] = house.boxes;
    const all = await house.captured(packing('DELETE', [house.pallet]));
    const anew = await house.captured(packing('ADD', [house.pallet, [box0], 1]));
    const moving = await house.captured(packing('ADD', [house.pallet, house.packs.slice(10, 12), 2]));
    await house.plan(all, anew, moving);
    expect(await told(house, anew)).toEqual(['911 pallet box0']);
    expect(await told(house, moving)).toEqual(['913 box1 pack10 pack11', '914 pallet pack10 pack11']);
    const rows = await house.rowsOf(moving);
    const idOf = (name: string) => rows.find(({ report }) => report?.name === name);
    expect(idOf('914')?.after).toEqual([idOf('913')?.deliveryId]);
  });

  test('what a line or a warehouse packed anew, by the time it leaves', async () => {
    const house = await released();
    const [box0 = ''] = house.boxes;
    const taken = await house.captured(packing('DELETE', [house.pallet]));
    const packed = await house.captured(packing('ADD', [house.pallet, [box0], 1]));
    const shipped = await house.captured(moved([house.pallet]));
    await house.plan(shipped);
    expect(await told(house, taken)).toEqual(['912 pallet']);
    expect(await told(house, packed)).toEqual(['911 pallet box0']);
  });

  test('nothing of what was packed before the release, by others, or of lots that are not released', async () => {
    const house = await goodsHouse(world, [{ ...ru, countries: ['XT'] }]);
    await giveTenant(world.table.db, house.tenant, { address: undefined });
    await house.produce();
    const [box0 = ''] = house.boxes;
    const early = await house.captured(packing('DELETE', [box0, house.packs.slice(0, 1)], { eventTime: hour(8, 30) }));
    await house.plan(early);
    await house.releaseLot();
    await house.plan(early);
    const theirs = { readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' } };
    const elsewhere = await house.captured(packing('DELETE', [box0, house.packs.slice(1, 2), 3], theirs));
    const other = await otherPacks(house, ['A1', 'A2']);
    const strange = await house.captured(packing('ADD', ['urn:epc:id:sscc:9521321.0000009991', other.epcs, 4]));
    await house.plan(elsewhere, strange);
    for (const event of [early, elsewhere, strange]) expect(await told(house, event)).toEqual([]);
  });

  test('nothing of what was done in a place that nobody knows: a person looks whose that is', async () => {
    const house = await released();
    const [box0 = ''] = house.boxes;
    const nowhere = { readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' } };
    const taken = await house.captured(packing('DELETE', [box0, house.packs.slice(0, 1)], nowhere));
    const subject = taken;
    await house.plan(taken);
    expect(await told(house, taken)).toEqual([]);
    const open = { rule: 'not-reported', subject, eventIds: [subject] } as const;
    expect((await world.needs.exceptions.get(house.tenant, exceptionId(open)))?.detail).toContain('as a location');
  });

  test('nothing of what was declared an error in time; told already, it stands before a person', async () => {
    const house = await released();
    const errorDeclaration = { declarationTime: hour(13), reason: 'did_not_occur' };
    const event = packing('DELETE', [house.boxes[0], house.packs.slice(0, 2)]);
    const later = packing('DELETE', [house.boxes[1], house.packs.slice(10, 12), 1]);
    const [first, second] = [await house.captured(event), await house.captured(later)];
    await house.plan(first, second);
    const { deliveries, now } = house.at.needs;
    for (const row of await house.rowsOf(second)) {
      const claim = await deliveries.claim(house.tenant, row.deliveryId, now());
      if (claim === undefined) throw new Error('not due');
      await deliveries.settle(claim, { standing: { ...claim.delivery, state: 'acknowledged' } }, now());
    }
    await house.plan(await house.captured({ ...event, errorDeclaration }));
    await house.plan(await house.captured({ ...later, errorDeclaration }));
    expect((await house.rowsOf(first)).map(({ state }) => state)).toEqual(['cancelled']);
    const openOf = (subject: string) =>
      world.needs.exceptions.get(house.tenant, exceptionId({ rule: 'not-reported', subject, eventIds: [subject] }));
    expect(await openOf(first)).toBeUndefined();
    expect((await openOf(second))?.detail).toContain('told by 913 to ru: have it put right by hand');
  });
});

test('China has no call for it: a person does it on the platform', async () => {
  const house = await released(cn);
  const taken = await house.captured(packing('DELETE', [house.boxes[0], house.packs.slice(0, 2)]));
  await house.plan(taken);
  const rows = await house.rowsOf(taken);
  expect(rows.map(({ state, held }) => [state, held?.reason.includes('on the platform by hand')])).toEqual([
    ['held', true],
  ]);
  const [row] = rows;
  const data = row && (await gatherReport(house.at.needs, row));
  const report = { key: '', name: 'uploadrelation', act: '', notes: { of: 'repacking' } };
  const holder = { tenant: house.tenant, name: '', gln: '' };
  expect(data && cn.accept({ ...data, holder }, report)).toMatchObject({ refused: 'unsupported' });
});
