import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import type { Fault } from '../../infra/local/sandbox/faults.ts';
import { type PartnerSandbox, startPartnerSandbox } from '../../infra/local/sandbox/partner/sandbox.ts';
import { aHouse, type House, medico, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { desadv, po, usSale } from '../../test/kit/us-sale.ts';
import { sendShipment } from './send-shipment.ts';

let world: World;
let receiver: PartnerSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await receiver.close();
});

const send = () =>
  world.drain(runDelivery(world.needs, 'delivered', sendShipment({ ...world.needs, now: () => new Date() })));
const plan = ({ tenant }: House, ...ids: string[]) => planEvents(world, tenant, ...ids);

async function sold(faults: Fault[] = []): Promise<House> {
  receiver = await startPartnerSandbox({ port: 0, faults });
  const house = await aHouse(world, { webhook: `${receiver.url}/hook` });
  receiver.trust(webhookSecret(await world.needs.root(), { tenant: house.tenant, partner: 'medico', generation: 1 }));
  await house.produce();
  return house;
}

const shipping = ({ pallet, place }: House, epcs = [pallet]): ObjectEvent => ({
  ...shipEvent({ epcs, at: '2026-03-01T09:30:00.000Z', from: 'urn:epc:id:pgln:9521321.00001', to: medico, ...place }),
  bizTransactionList: [po, desadv],
});
/** Its own destinations are none of the partner. */
const voided = (house: House, epcs = [house.pallet]): ObjectEvent => {
  const { destinationList: _, sourceList: __, ...event } = shipping(house, epcs);
  return { ...event, bizStep: 'void_shipping', eventTime: '2026-03-01T09:45:00.000Z' };
};
const denied = (event: ObjectEvent): ObjectEvent => ({
  ...event,
  errorDeclaration: { declarationTime: '2026-03-01T09:50:00.000Z', reason: 'did_not_occur' },
});

const list = v.array(v.object({ id: v.string() }));
const document = v.object({ epcisBody: v.object({ eventList: v.array(v.looseObject({ bizStep: v.string() })) }) });
/** The last event of each document that the partner got, in order. */
async function received() {
  const all = v.parse(list, await (await fetch(`${receiver.url}/received`)).json());
  const bodies = await Promise.all(all.map(async ({ id }) => (await fetch(`${receiver.url}/received/${id}`)).json()));
  return bodies.map((body) => v.parse(document, body).epcisBody.eventList.at(-1));
}
const states = async ({ tenant }: House) =>
  (await world.needs.deliveries.list(tenant, { limit: 10 })).deliveries.map(({ state }) => state).sort();

describe('a partner that was told of a shipment', () => {
  test('is told that it was voided, in a document after it', async () => {
    const house = await sold();
    await plan(house, await house.captured(shipping(house)));
    await send();
    const id = await house.captured(voided(house));
    await plan(house, id);
    await plan(house, id);
    await send();
    expect(await received()).toMatchObject([{ bizStep: 'shipping' }, { bizStep: 'void_shipping', eventID: id }]);
  });

  test('is told that it did not happen', async () => {
    const house = await sold();
    await plan(house, await house.captured(shipping(house)));
    await send();
    await plan(house, await house.captured(denied(shipping(house))));
    await send();
    const told = await received();
    expect(told).toMatchObject([{ bizStep: 'shipping' }, { errorDeclaration: { reason: 'did_not_occur' } }]);
    expect(told[0]).not.toHaveProperty('errorDeclaration');
  });

  test('is told of what was voided of it when all of it was told, though that takes a while', async () => {
    const house = await sold([{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 503 }]);
    await plan(house, await house.captured(shipping(house, house.boxes)));
    const id = await house.captured(voided(house, house.boxes.slice(0, 1)));
    await plan(house, id);
    await send();
    expect(await received()).toMatchObject([{ bizStep: 'shipping' }, { bizStep: 'void_shipping' }]);
  });
});

test.each<[string, (house: House) => ObjectEvent]>([
  ['voided', voided],
  ['declared an error', (house) => denied(shipping(house))],
])('of a shipment that was %s before it was sent nothing is told', async (_, undo) => {
  const house = await sold();
  await plan(house, await house.captured(shipping(house)));
  await plan(house, await house.captured(undo(house)));
  await send();
  expect(await received()).toEqual([]);
  expect(await states(house)).toEqual(['cancelled']);
});

test('whoever refused the shipment is told nothing that takes it back', async () => {
  const house = await sold([{ on: 'webhook', from: 1, count: 1, kind: 'status', status: 422 }]);
  await plan(house, await house.captured(shipping(house, house.boxes)));
  await plan(house, await house.captured(voided(house, house.boxes.slice(0, 1))));
  await send();
  expect(await received()).toEqual([]);
  expect(await states(house)).toEqual(['rejected', 'rejected']);
});

test.each<[string, (event: ObjectEvent) => ObjectEvent, RegExp]>([
  [
    'voided',
    (event) => ({ ...event, bizStep: 'void_shipping', eventTime: '2026-03-01T09:45:00.000Z' }),
    /void_shipping/,
  ],
  ['declared an error', denied, /errorDeclaration/],
])('a partner that asks for the GS1 US guideline is told in it that a shipment was %s', async (_, undo, told) => {
  receiver = await startPartnerSandbox({ port: 0 });
  const house = await usSale(world, { url: `${receiver.url}/hook`, trust: receiver.trust });
  await plan(house, await house.captured(shipping(house)));
  await send();
  await plan(house, await house.captured(undo(shipping(house))));
  await send();
  const { deliveries } = await world.needs.deliveries.list(house.tenant, { limit: 10 });
  expect(deliveries.flatMap(({ failure }) => failure ?? [])).toEqual([]);
  const all = v.parse(list, await (await fetch(`${receiver.url}/received`)).json());
  const text = v.parse(v.string(), await (await fetch(`${receiver.url}/received/${all.at(-1)?.id}`)).json());
  expect(isRefusal(readXmlDocument(text))).toBe(false);
  expect(text).toMatch(told);
});
