import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPut } from '#common/store/audit.ts';
import { deliveryKey } from '#common/store/keys.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type GoodsHouse, goodsHouse, otherPacks } from '../../test/kit/goods-world.ts';
import { mayTakeFacts } from '../deliveries-api/may-take-facts.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Both boxes are sold; of the second it is not known what is in it. */
async function soldBoxes(): Promise<{ house: GoodsHouse; sold: string }> {
  const house = await goodsHouse(world, [{ ...ru, countries: ['XT'] }]);
  await giveTenant(world.table.db, house.tenant, { address: undefined });
  await house.produce();
  const event: ObjectEvent = {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: house.boxes, eventTimeZoneOffset: '+01:00' },
    ...{ eventTime: '2026-03-01T09:30:00.000Z', bizStep: 'shipping', disposition: 'in_transit' },
    readPoint: { id: 'urn:epc:id:sgln:9521321.00001.0' },
    destinationList: [{ type: 'possessing_party', destination: medico }],
  };
  const sold = await house.captured(event);
  await house.plan(sold);
  return { house, sold };
}

const only = async ({ rowsOf }: GoodsHouse, eventId: string) => {
  const [row, ...more] = await rowsOf(eventId);
  if (row === undefined || more.length > 0) throw new Error(`${more.length} reports more than one`);
  return row;
};

async function given({ at, tenant }: GoodsHouse, row: Awaited<ReturnType<typeof only>>) {
  const { deliveries, now } = at.needs;
  const facts = Object.fromEntries((row.report?.wants ?? []).map((name) => [name, '1']));
  const entry = { at: now().toISOString(), by: 'ada', home: tenant, act: 'delivery-facts-given', subject: 'd' };
  await deliveries.giveFacts(row, facts, undefined, now(), auditPut(tables.registry, tenant, entry));
  world.forward(1_000);
  return facts;
}

/** A pack of another product turns out to be in the first box. */
async function found(house: GoodsHouse) {
  const other = await otherPacks(house, ['A1']);
  await house.plan(await house.pack(house.boxes[0], other.epcs, 5));
  return other.gtin;
}

test('a product that is known later to be in it makes a report that is not sent want its price, too', async () => {
  const { house, sold } = await soldBoxes();
  const facts = await given(house, await only(house, sold));
  expect((await only(house, sold)).state).toBe('due');
  const gtin = await found(house);
  const row = await only(house, sold);
  expect(row.report?.wants).toEqual(expect.arrayContaining([`cost/${gtin}`, `vat/${gtin}`]));
  expect(row.report?.lots).toContainEqual({ gtin, lot: 'OTHER' });
  expect(row).toMatchObject({
    state: 'held',
    facts,
    held: { by: 'seriate', reason: `waits for cost/${gtin}, vat/${gtin}` },
  });
  await given(house, row);
  expect((await only(house, sold)).state).toBe('due');
});

/** Its report is written as a message, and stands as an answer has it. */
async function sentOf(house: GoodsHouse, sold: string, state: 'due' | 'rejected') {
  await given(house, await only(house, sold));
  const { deliveries, now } = house.at.needs;
  const claim = await deliveries.claim(house.tenant, (await only(house, sold)).deliveryId, now());
  if (claim === undefined) throw new Error('not due');
  const frozen = { requestId: 'r1', evidenceKey: 'k', method: 'POST' as const, path: '/', headers: {} };
  await deliveries.noteSent(claim, { at: now().toISOString(), direction: 'sent', key: 'k' }, frozen);
  const { delivery } = claim;
  await deliveries.settle(claim, { standing: { ...delivery, state }, ...(state === 'due' && { wait: 60 }) }, now());
}

test('what was written as a message tells what was known then', async () => {
  const { house, sold } = await soldBoxes();
  await sentOf(house, sold, 'due');
  const gtin = await found(house);
  const row = await only(house, sold);
  expect(row.state).toBe('due');
  expect(row.report?.wants).not.toContain(`cost/${gtin}`);
});

test.each(['before', 'after'])(
  'what was refused wants what is known by then: a person gives it %s it is sent anew',
  async (when) => {
    const { house, sold } = await soldBoxes();
    await sentOf(house, sold, 'rejected');
    const { deliveries, now } = house.at.needs;
    if (when === 'after') await deliveries.reopen(await only(house, sold), true, now());
    const gtin = await found(house);
    const row = await only(house, sold);
    expect(row.report?.wants).toContain(`cost/${gtin}`);
    expect(mayTakeFacts(row)).toBeUndefined();
  },
);

test('what a person keeps back, or a rule, stays with them', async () => {
  const { house, sold } = await soldBoxes();
  await given(house, await only(house, sold));
  const { deliveries, now } = house.at.needs;
  const held = { by: 'ada', at: now().toISOString(), reason: 'price list under review' };
  const entry = {
    at: held.at,
    by: 'ada',
    home: house.tenant,
    act: 'delivery-held',
    subject: 'd',
    detail: { reason: held.reason },
  };
  await deliveries.hold(await only(house, sold), held, auditPut(tables.registry, house.tenant, entry));
  const gtin = await found(house);
  const row = await only(house, sold);
  expect(row.held).toEqual(held);
  expect(row.report?.wants).toContain(`cost/${gtin}`);
});

test('what was planned and is kept no more is not planned anew: neither of a movement nor of a release', async () => {
  const { house, sold } = await soldBoxes();
  const { tenant, gtin, lot } = house;
  await house.releaseLot();
  const { deliveries } = house.at.needs;
  const told = async () => [...(await deliveries.ofLot(tenant, { gtin, lot })), ...(await house.rowsOf(sold))];
  for (const { deliveryId } of await told())
    await world.table.db.send(
      new DeleteCommand({ TableName: tables.deliveries, Key: deliveryKey(tenant, deliveryId) }),
    );
  await found(house);
  await house.plan(sold);
  await planRelease(house.at.needs)({ tenant, release: { gtin, lot } });
  expect(await told()).toEqual([]);
});
