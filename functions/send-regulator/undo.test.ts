import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { exceptions } from '#common/store/exceptions.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { planOrSetAside } from '../plan-deliveries/plan-or-set-aside.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { sendReport } from './send-report.ts';

const DAY = 24 * 3_600_000;
let world: World;
let hub: Sandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await hub.close();
});

const openHub = async (options: Partial<EuHubOptions> = {}) => {
  hub = await startEuHubSandbox({ port: 0, now: () => world.needs.now().getTime(), ...options });
};
const sender = (send = world.needs.send) => {
  const needs = { ...world.needs, send, baseUrls: { eu: hub.url } };
  return runDelivery(needs, 'acknowledged', sendReport(needs));
};
const send = () => world.drain(sender(), 200);

const planner = () => ({ ...world.needs, exceptions: exceptions(world.table.db, tables.deliveries) });

/** A lot of the house is released, and the Hub has its packs. */
async function known(units = 5): Promise<House> {
  const house = await aHouse(world, { units });
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(planner())({ tenant: house.tenant, release: house });
  await send();
  world.forward(60_000);
  return house;
}

/** The event is captured, and the planner sees it. */
async function happens(house: House, event: EpcisEvent | string) {
  const id = typeof event === 'string' ? event : await house.captured(event);
  const events = await world.needs.ledger.eventsById(house.tenant, [id]);
  for (const stored of events) await planOrSetAside(planner(), house.tenant, stored);
}
/** Only the declaration is seen: the event was planned before. */
async function declared(house: House, event: EpcisEvent) {
  const at = world.needs.now().toISOString();
  const id = await house.captured({ ...event, errorDeclaration: { declarationTime: at, reason: 'did_not_occur' } });
  const events = await world.needs.ledger.eventsById(house.tenant, [id]);
  for (const stored of events) if (stored.event.errorDeclaration) await planOrSetAside(planner(), house.tenant, stored);
}

const of = ({ packs, place }: House, from: number, to: number) => ({
  ...place,
  epcs: packs.slice(from, to),
  at: world.needs.now().toISOString(),
});
const sampled = (house: House, from = 0, to = 2) => sampleEvent({ ...of(house, from, to), kind: 'qa' });

const stateShape = v.object({ state: v.string() });
const atHub = async ({ gtin, serials }: House) =>
  Promise.all(
    serials.map(async (serial) => {
      const answered = await fetch(`${hub.url}/v1/packs/${gtin}/${serial}`, { headers: { 'client-id': 'test' } });
      return v.parse(stateShape, await answered.json()).state;
    }),
  );
const changes = async ({ tenant }: House) =>
  (await world.needs.deliveries.list(tenant, { limit: 50 })).deliveries
    .filter(({ report }) => report?.name === 'product-pack-state')
    .toSorted((a, b) => Number(a.report?.undo ?? false) - Number(b.report?.undo ?? false));
const standing = async (house: House) => (await changes(house)).map(({ state }) => state);

describe('a change of packs that did not happen', () => {
  test('and was not sent yet is told to nobody', async () => {
    await openHub();
    const house = await known();
    const event = sampled(house);
    await happens(house, event);
    await declared(house, event);
    await declared(house, event);
    await send();
    expect(await changes(house)).toMatchObject([
      { state: 'cancelled', evidence: [], failure: expect.stringContaining('an error') },
    ]);
    expect(new Set(await atHub(house))).toEqual(new Set(['ACTIVE']));
  });

  test('is a shipment abroad that did not leave: its packs are active again', async () => {
    await openHub();
    const house = await known();
    const party = 'urn:epc:id:pgln:9521888.00001';
    const address = { city: 'Boston', country: 'US' };
    const hook = { channel: 'webhook', url: 'https://us.example/hook', name: 'US', party, address };
    await approved(world.table.db, house.tenant, 'partner', 'us', hook);
    const [stored] = await world.needs.ledger.eventsById(house.tenant, [await house.ship(party)]);
    if (stored === undefined) throw new Error('not shipped');
    await planOrSetAside(planner(), house.tenant, stored);
    await send();
    expect(new Set(await atHub(house))).toEqual(new Set(['EXPORTED']));
    await declared(house, stored.event);
    await send();
    expect(new Set(await atHub(house))).toEqual(new Set(['ACTIVE']));
  });

  test.each([
    ['told before, whole', true, [0, 5], ['acknowledged', 'acknowledged'], 'ACTIVE'],
    ['not sent yet, whole', false, [0, 5], ['cancelled'], 'ACTIVE'],
    ['told before, in part', true, [0, 2], ['acknowledged', 'acknowledged'], 'EXPORTED'],
    ['not sent yet, in part', false, [0, 2], ['acknowledged', 'acknowledged'], 'EXPORTED'],
  ] as const)(
    'is a shipment abroad that was voided, %s: what did not leave is active',
    async (_, first, [from, to], states, rest) => {
      await openHub();
      const house = await known();
      const party = 'urn:epc:id:pgln:9521888.00001';
      const address = { city: 'Boston', country: 'US' };
      const hook = { channel: 'webhook', url: 'https://us.example/hook', name: 'US', party, address };
      await approved(world.table.db, house.tenant, 'partner', 'us', hook);
      await happens(house, await house.ship(party, house.packs));
      if (first) await send();
      const { epcs: epcList, at: eventTime } = of(house, from, to);
      const place = { eventTimeZoneOffset: '+01:00', readPoint: { id: house.place.readPoint } };
      await happens(house, {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'void_shipping',
        epcList,
        eventTime,
        ...place,
      });
      await send();
      expect(await standing(house)).toEqual(states);
      const [back, out] = [(await atHub(house)).slice(from, to), (await atHub(house)).slice(to)];
      expect([new Set(back), new Set(out)]).toEqual([new Set(['ACTIVE']), new Set(out.length > 0 ? [rest] : [])]);
    },
  );

  test('and was voided before the lot was released is told to nobody', async () => {
    await openHub();
    const house = await aHouse(world, { units: 5 });
    await house.produce();
    await house.report();
    const party = 'urn:epc:id:pgln:9521888.00001';
    const address = { city: 'Boston', country: 'US' };
    const hook = { channel: 'webhook', url: 'https://us.example/hook', name: 'US', party, address };
    await approved(world.table.db, house.tenant, 'partner', 'us', hook);
    await house.ship(party, house.packs);
    const { epcs: epcList, at: eventTime } = of(house, 0, 5);
    const place = { eventTimeZoneOffset: '+01:00', readPoint: { id: house.place.readPoint } };
    const voiding = { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'void_shipping' } as const;
    await house.captured({ ...voiding, epcList, eventTime, ...place });
    await house.release();
    await planRelease(planner())({ tenant: house.tenant, release: house });
    await send();
    expect(await standing(house)).toEqual(['cancelled']);
    expect(new Set(await atHub(house))).toEqual(new Set(['ACTIVE']));
  });

  test('and was told is taken back, once, however often that is planned', async () => {
    await openHub({ answerDelayMs: 3_000 });
    const house = await known();
    const event = sampled(house);
    await happens(house, event);
    await send();
    expect(await atHub(house)).toEqual(['SAMPLE', 'SAMPLE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
    world.forward(DAY);
    await declared(house, event);
    await declared(house, event);
    await send();
    expect(await standing(house)).toEqual(['acknowledged', 'acknowledged']);
    expect(new Set(await atHub(house))).toEqual(new Set(['ACTIVE']));
  });

  test.each([
    ['and arrives', true, ['acknowledged', 'acknowledged'], 'ACTIVE'],
    ['and never arrives', false, ['rejected', 'rejected'], 'ACTIVE'],
  ])(
    'while its report is in the sender’s hands, %s, is taken back after it if there is something to',
    async (_, arrives, states, state) => {
      await openHub(arrives ? {} : { faults: [{ on: 'states', from: 1, count: 1, kind: 'status', status: 400 }] });
      const house = await known();
      const event = sampled(house);
      await happens(house, event);
      const meanwhile = sender(async (outgoing) => {
        await declared(house, event);
        return world.needs.send(outgoing);
      });
      await world.drain(meanwhile, 1);
      expect(await changes(house)).toHaveLength(2);
      await send();
      expect(await standing(house)).toEqual(states);
      expect(new Set(await atHub(house))).toEqual(new Set([state]));
    },
  );

  test('races with its sender, and ends told and taken back or not told at all', async () => {
    await openHub();
    const house = await known();
    for (const n of [0, 1, 2, 3]) {
      const event = sampled(house, n, n + 1);
      await happens(house, event);
      await Promise.all([world.drain(sender(), 1), declared(house, event)]);
      await send();
    }
    expect(new Set(await atHub(house))).toEqual(new Set(['ACTIVE']));
    for (const { state } of await changes(house)) expect(['acknowledged', 'cancelled', 'rejected']).toContain(state);
  });

  test('stands before a person where packs were told to be destroyed, or more than ten days ago', async () => {
    await openHub();
    const house = await known();
    const [destroyed, late] = [destroyEvent(of(house, 0, 1)), sampled(house, 1, 2)];
    for (const event of [destroyed, late]) await happens(house, event);
    await send();
    world.forward(11 * DAY);
    for (const event of [destroyed, late]) await declared(house, event);
    await send();
    const held = (await changes(house)).filter(({ report }) => report?.undo);
    expect(held.map(({ state }) => state)).toEqual(['held', 'held']);
    expect(held.map(({ held: why }) => why?.reason).toSorted()).toEqual([
      expect.stringContaining('after more than 10 days'),
      expect.stringContaining('reported as destroyed stay so'),
    ]);
    expect(await atHub(house)).toEqual(['DESTROYED', 'SAMPLE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  test('takes back nothing of packs that another event tells of', async () => {
    await openHub();
    const house = await known();
    const wrong = sampled(house, 0, 3);
    await happens(house, wrong);
    await happens(house, sampleEvent({ ...of(house, 0, 1), kind: 'retention' }));
    await send();
    await declared(house, wrong);
    await send();
    expect(await atHub(house)).toEqual(['SAMPLE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });
});
