import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type PartnerSandbox, startPartnerSandbox } from '../../infra/local/sandbox/partner/sandbox.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planCaptured } from '../plan-deliveries/plan-captured.ts';
import { sendShipment } from './send-shipment.ts';

let world: World;
let receiver: PartnerSandbox | undefined;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await receiver?.close();
  receiver = undefined;
});

/** The sender signs with the time of now: receivers refuse what is older than five minutes. */
const sender = (now = () => new Date()) => {
  const needs = { ...world.needs, now: world.needs.now };
  return runDelivery(needs, 'delivered', sendShipment({ ...needs, now }));
};

async function open(faults: Fault[] = []): Promise<PartnerSandbox> {
  receiver = await startPartnerSandbox({ port: 0, faults });
  return receiver;
}

async function shipped(webhook: string, units = 20): Promise<House> {
  const house = await aHouse(world, { units, webhook });
  await house.produce();
  await plan(house, await house.ship());
  return house;
}

async function plan({ tenant }: House, ...eventIds: string[]) {
  const captureJobs = {
    eventIds: async (_: string, __: string, from: number, count: number) => eventIds.slice(from, from + count),
    markPlanned: async () => undefined,
  };
  const progress = { reached: async () => 0, note: async () => 'noted' as const };
  await planCaptured({ ...world.needs, captureJobs, progress, followUps: [] })({ tenant, captureId: 'c1' });
}

const trust = async (house: House, generation = 1) =>
  receiver?.trust(webhookSecret(await world.needs.root(), { tenant: house.tenant, partner: 'medico', generation }));

async function delivery({ tenant }: House) {
  const { deliveries } = await world.needs.deliveries.list(tenant, { limit: 10 });
  expect(deliveries).toHaveLength(1);
  const [only] = deliveries;
  if (only === undefined) throw new Error('not planned');
  return only;
}

const list = v.array(v.object({ id: v.string(), at: v.string() }));
const document = v.object({
  type: v.string(),
  epcisBody: v.object({
    eventList: v.array(
      v.looseObject({ type: v.string(), bizStep: v.string(), eventID: v.string(), eventTime: v.string() }),
    ),
  }),
});
const received = async () => v.parse(list, await (await fetch(`${receiver?.url}/received`)).json());
const eventsOf = async (id: string) =>
  v.parse(document, await (await fetch(`${receiver?.url}/received/${id}`)).json()).epcisBody.eventList;

describe('a delivery to a partner', () => {
  test('brings the shipment with everything that is inside, in the order in which it happened', async () => {
    const { url } = await open();
    const house = await shipped(`${url}/hook`, 35);
    await trust(house);
    await world.drain(sender());
    expect(await delivery(house)).toMatchObject({ state: 'delivered', partner: 'medico', attempts: 1 });
    const [one] = await received();
    const events = await eventsOf(one?.id ?? '');
    expect(events.map(({ bizStep }) => bizStep)).toEqual([
      ...['commissioning', 'commissioning'],
      ...['packing', 'packing', 'packing', 'packing', 'packing'],
      'shipping',
    ]);
    expect(events.map(({ eventTime }) => eventTime)).toEqual(events.map(({ eventTime }) => eventTime).toSorted());
    expect(events.every(({ eventID }) => eventID.startsWith('ni:///sha-256;'))).toBe(true);
  });

  test('leaves out what was declared an error and what happened after it left', async () => {
    const { url } = await open();
    const house = await aHouse(world, { webhook: url });
    await house.produce();
    const [first = ''] = house.packs;
    const wrong = {
      type: 'AggregationEvent' as const,
      action: 'ADD' as const,
      parentID: house.boxes[1] ?? '',
      childEPCs: [first],
    };
    const when = { eventTime: '2026-03-01T08:30:00.000Z', eventTimeZoneOffset: '+01:00', bizStep: 'packing' };
    const eventID = await house.captured({ ...wrong, ...when });
    await house.captured({ ...wrong, ...when, eventID, errorDeclaration: { declarationTime: '2026-03-01T09:00:00Z' } });
    await house.captured({
      ...wrong,
      action: 'DELETE',
      ...when,
      eventTime: '2026-03-02T08:00:00.000Z',
      bizStep: 'unpacking',
    });
    await plan(house, await house.ship());
    await trust(house);
    await world.drain(sender());
    const [one] = await received();
    const events = await eventsOf(one?.id ?? '');
    expect(events.map(({ bizStep }) => bizStep)).not.toContain('unpacking');
    expect(events.map(({ eventTime }) => eventTime)).not.toContain(when.eventTime);
  });

  test('leaves out the history of a pack that was put elsewhere before it left, though nobody unpacked it', async () => {
    const { url } = await open();
    const house = await aHouse(world, { webhook: url });
    await house.produce();
    const [first = ''] = house.packs;
    const parentID = 'urn:epc:id:sscc:9521321.0999999999';
    const when = { eventTime: '2026-03-01T08:30:00.000Z', eventTimeZoneOffset: '+01:00', bizStep: 'packing' };
    await house.captured({ type: 'AggregationEvent', action: 'ADD', parentID, childEPCs: [first], ...when });
    await plan(house, await house.ship());
    await trust(house);
    await world.drain(sender());
    const [one] = await received();
    expect((await eventsOf(one?.id ?? '')).map((event) => event['parentID'])).not.toContain(parentID);
  });

  test('is planned once, however often the capture is planned', async () => {
    const { url } = await open();
    const house = await aHouse(world, { webhook: url });
    await house.produce();
    const id = await house.ship();
    await plan(house, id);
    await plan(house, id);
    await delivery(house);
  });

  test('is not made for shipments to others, nor for other events', async () => {
    const house = await aHouse(world);
    await house.produce();
    await plan(house, await house.ship('urn:epc:id:pgln:9521888.00001'), await house.commission(house.packs));
    expect((await world.needs.deliveries.list(house.tenant, { limit: 10 })).deliveries).toEqual([]);
  });

  test('that may have arrived is sent again under its id, and the partner drops the double', async () => {
    const { url } = await open([{ on: 'webhook', from: 1, count: 1, kind: 'no-answer' }]);
    const house = await shipped(url);
    await trust(house);
    await world.drain(sender());
    const { state, attempts, deliveryId } = await delivery(house);
    expect([state, attempts]).toEqual(['delivered', 2]);
    expect(await received()).toMatchObject([{ id: deliveryId }]);
  });

  test('comes through a window of 503, the same to the byte', async () => {
    const { url } = await open([{ on: 'webhook', from: 1, count: 2, kind: 'status', status: 503 }]);
    const house = await shipped(url);
    await trust(house);
    await world.drain(sender());
    const { state, evidence } = await delivery(house);
    expect(state).toBe('delivered');
    expect(new Set(evidence.filter(({ direction }) => direction === 'sent').map(({ key }) => key)).size).toBe(1);
  });

  test('is parked when the partner is gone', async () => {
    const { url } = await open([{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 410 }]);
    const house = await shipped(url);
    await world.drain(sender());
    expect(await delivery(house)).toMatchObject({ state: 'parked', attempts: 1 });
  });

  test('is rejected when the partner cannot read it', async () => {
    const { url } = await open([{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 422 }]);
    const house = await shipped(url);
    await world.drain(sender());
    expect(await delivery(house)).toMatchObject({ state: 'rejected', failure: 'status 422: FAULT: planned fault' });
  });

  test('sent anew after a rejection is another message to the partner', async () => {
    const { url } = await open([{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 422 }]);
    const house = await shipped(url);
    await trust(house);
    await world.drain(sender());
    const rejected = await delivery(house);
    await world.needs.deliveries.reopen(rejected, true, world.needs.now());
    await sender()(rejected);
    expect((await delivery(house)).state).toBe('delivered');
    expect(await received()).toMatchObject([{ id: `${rejected.deliveryId}-2` }]);
  });

  test('is not made of a shipment that was declared erroneous before it was sent', async () => {
    const { url } = await open();
    const house = await aHouse(world, { webhook: url });
    await house.produce();
    const eventID = await house.ship();
    await plan(house, eventID);
    const [stored] = await world.needs.ledger.eventsById(house.tenant, [eventID]);
    if (stored === undefined) throw new Error('not captured');
    const errorDeclaration = { declarationTime: '2026-03-01T10:00:00Z' };
    await house.captured({ ...stored.event, eventID, errorDeclaration });
    await trust(house);
    await world.drain(sender());
    expect(await delivery(house)).toMatchObject({ state: 'rejected', failure: 'the shipment was declared erroneous' });
    expect(await received()).toEqual([]);
  });

  test('is not made of a shipment that nothing is known of', async () => {
    const { url } = await open();
    const house = await aHouse(world, { webhook: url });
    await plan(house, await house.ship());
    await trust(house);
    await world.drain(sender());
    const failure = expect.stringMatching(/^nothing is known of what the shipment holds/);
    expect(await delivery(house)).toMatchObject({ state: 'rejected', failure });
    expect(await received()).toEqual([]);
  });

  test('waits when the partner does not know the secret, and is parked in the end', async () => {
    const { url } = await open();
    const house = await shipped(url);
    const { deliveryId } = await delivery(house);
    for (let turn = 0; turn < PARK_AFTER; turn++) {
      await sender()({ tenant: house.tenant, deliveryId });
      world.forward(6 * 3600_000);
    }
    expect(await delivery(house)).toMatchObject({ state: 'parked', failure: 'status 401' });
    expect(await received()).toEqual([]);
  });

  test('signed too long ago is refused by the partner', async () => {
    const { url } = await open();
    const house = await shipped(url);
    await trust(house);
    await world.drain(
      sender(() => new Date(Date.now() - 6 * 60_000)),
      1,
    );
    expect(await delivery(house)).toMatchObject({ state: 'due', failure: 'status 401' });
  });

  test('is signed with the new secret once it was rotated', async () => {
    const { url } = await open();
    const house = await shipped(url);
    const [found] = await world.needs.registry.partners(house.tenant);
    if (found === undefined) throw new Error('no partner');
    const { partner, ...medico } = found;
    await approved(world.table.db, house.tenant, 'partner', partner, { ...medico, generation: 2 });
    await trust(house, 2);
    await world.drain(sender());
    expect((await delivery(house)).state).toBe('delivered');
  });

  test('never goes into our own network', async () => {
    const house = await shipped('https://169.254.169.254/latest/meta-data');
    await world.drain(sender());
    expect(await delivery(house)).toMatchObject({ state: 'rejected', attempts: 1 });
    expect((await delivery(house)).failure).toMatch(/private network/);
  });
});
