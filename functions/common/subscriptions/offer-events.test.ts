import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { QueryMessage } from '#shared/epcis/query-message.ts';
import { eventsIn } from '../../../test/kit/receiver.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../../test/kit/subscription-world.ts';
import { type NamedQueries, UnreadableQuery } from '../store/named-queries.ts';
import { type OfferNeeds, offerEvents } from './offer-events.ts';

let world: SubscriptionWorld;
let tenant: string;

beforeAll(async () => {
  world = await startSubscriptionWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = await world.tenant();
  world.receiver.reset();
  world.woken.length = 0;
});

/** A query `other` beside `packs`, with a subscription to each. */
async function subscribeToBoth(params: QueryMessage['params']) {
  const other = { name: 'other', message: { queryName: 'SimpleEventQuery', params } };
  await world.needs.queries.create(tenant, { ...other, createdAt: world.now().toISOString(), by: 'me' });
  await world.subscribe(tenant, { queryName: 'other' });
  await world.subscribe(tenant);
  await world.drain();
}

/** Offers an event that both queries match, were they answered, and tells how often it was told. */
async function timesTold(needs: Partial<OfferNeeds>): Promise<number> {
  const events = await world.capture(tenant, 1);
  await offerEvents({ ...world.needs, ...needs })(tenant, events);
  world.forward(60_000);
  await world.drain();
  const told = world.receiver.received().flatMap(eventsIn);
  return told.filter((id) => id === events[0]?.eventId).length;
}

test('a query whose master data takes too long keeps neither other queries nor the capture from going on', async () => {
  await subscribeToBoth({ WD_bizLocation: ['urn:epc:id:sgln:9521321.00017.0'] });
  expect(await timesTold({})).toBe(2);
  world.receiver.reset();
  let now = world.now().getTime();
  const slow = () => {
    now += 2_000;
    return new Date(now);
  };
  expect(await timesTold({ now: slow })).toBe(1);
});

test('a query that cannot be read any more keeps neither other queries nor the capture from going on', async () => {
  await subscribeToBoth({});
  const get: NamedQueries['get'] = async (of, name) => {
    if (name === 'other') throw new UnreadableQuery('the stored query other cannot be read');
    return world.needs.namedQueries.get(of, name);
  };
  expect(await timesTold({ namedQueries: { get } })).toBe(1);
});

test('a query that the table does not give is a fault, so that the events are offered again', async () => {
  await subscribeToBoth({});
  const events = await world.capture(tenant, 1);
  const needs = { ...world.needs, namedQueries: { get: async () => Promise.reject(new Error('the table is away')) } };
  await expect(offerEvents(needs)(tenant, events)).rejects.toThrow('the table is away');
});
