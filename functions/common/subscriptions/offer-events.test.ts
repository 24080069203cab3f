import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { QueryMessage } from '#shared/epcis/query-message.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
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

/** How often the first of these, which both queries match, was told. */
async function timesToldOf(events: readonly StoredEvent[]): Promise<number> {
  world.forward(60_000);
  await world.drain();
  const told = world.receiver.received().flatMap(eventsIn);
  return told.filter((id) => id === events[0]?.eventId).length;
}

/** A clock on which every look takes six seconds. */
function slowly() {
  let now = world.now().getTime();
  return () => {
    now += 6_000;
    return new Date(now);
  };
}

test('a query whose master data takes too long keeps neither other queries nor the capture from going on, and is told of it later', async () => {
  await subscribeToBoth({ WD_bizLocation: ['urn:epc:id:sgln:9521321.00017.0'] });
  const one = await world.capture(tenant, 1);
  await offerEvents(world.needs)(tenant, one);
  expect(await timesToldOf(one)).toBe(2);
  world.receiver.reset();
  const events = await world.capture(tenant, 1);
  await offerEvents({ ...world.needs, now: slowly() })(tenant, events);
  expect(await timesToldOf(events)).toBe(2);
  await offerEvents(world.needs)(tenant, events);
  expect(await timesToldOf(events)).toBe(2);
});

test('master data that several queries ask is read once', async () => {
  const params = { HASATTR_bizLocation: ['https://example.com/floor'] };
  await subscribeToBoth(params);
  const third = { name: 'third', message: { queryName: 'SimpleEventQuery', params } };
  await world.needs.queries.create(tenant, { ...third, createdAt: world.now().toISOString(), by: 'me' });
  await world.subscribe(tenant, { queryName: 'third' });
  const names: string[] = [];
  const elements: OfferNeeds['vocabulary']['elements'] = (of, name, after, limit) => {
    names.push(name);
    return world.needs.vocabulary.elements(of, name, after, limit);
  };
  const vocabulary = { ...world.needs.vocabulary, elements };
  await offerEvents({ ...world.needs, vocabulary })(tenant, await world.capture(tenant, 1));
  expect(names.length).toBeGreaterThan(0);
  expect(new Set(names).size).toBe(names.length);
});

/** Places inside places, deeper than is looked. */
const tooDeep: OfferNeeds['vocabulary'] = {
  elements: async () => ({ elements: [] }),
  get: async (_tenant, _vocabularies, ids) =>
    ids.map((id) => {
      const child = `${id}0`;
      return { vocabulary: 'Location', id, canonical: id, attributes: [], children: [child], recordTime: '' };
    }),
};

test.each([0, 60_000])(
  'what a query was too complex for when it was captured is told once it can be answered, %i ms after',
  async (later) => {
    await subscribeToBoth({ WD_bizLocation: ['urn:epc:id:sgln:9521321.00017.0'] });
    const events = await world.capture(tenant, 2);
    await offerEvents({ ...world.needs, vocabulary: tooDeep })(tenant, events);
    world.forward(later);
    expect(await timesToldOf(events)).toBe(2);
    await offerEvents(world.needs)(tenant, events);
    expect(await timesToldOf(events)).toBe(2);
  },
);

test('a query that stays too complex is told of as a problem once a day, and nothing captured meanwhile is lost', async () => {
  await subscribeToBoth({ WD_bizLocation: ['urn:epc:id:sgln:9521321.00017.0'] });
  const complex = { ...world.needs, vocabulary: tooDeep };
  const first = await world.capture(tenant, 1);
  await offerEvents(complex)(tenant, first);
  await world.drain(0, complex);
  world.forward(1_000);
  const second = await world.capture(tenant, 1);
  await offerEvents(complex)(tenant, second);
  await world.drain(3_600_000, complex);
  const problems = world.receiver.received().filter(({ headers }) => /problem/.test(String(headers['content-type'])));
  expect(problems).toHaveLength(1);
  world.receiver.reset();
  world.forward(86_400_000);
  await world.sweep(tenant);
  expect(world.receiver.received().flatMap(eventsIn)).toEqual([...first, ...second].map(({ eventId }) => eventId));
});

test('a query that cannot be read keeps neither other queries nor the capture from going on, and is told of it once it can', async () => {
  await subscribeToBoth({});
  const get: NamedQueries['get'] = async (of, name) => {
    if (name === 'other') throw new UnreadableQuery('the stored query other cannot be read');
    return world.needs.namedQueries.get(of, name);
  };
  const events = await world.capture(tenant, 1);
  const unreadable = { ...world.needs, namedQueries: { get } };
  await offerEvents(unreadable)(tenant, events);
  await world.drain(60_000, unreadable);
  expect(world.receiver.received().filter(({ body }) => body.includes(events[0]?.eventId ?? ''))).toHaveLength(1);
  world.forward(86_400_000);
  await world.sweep(tenant);
  expect(world.receiver.received().filter(({ body }) => body.includes(events[0]?.eventId ?? ''))).toHaveLength(2);
});

test('a query that the table does not give is a fault, so that the events are offered again', async () => {
  await subscribeToBoth({});
  const events = await world.capture(tenant, 1);
  const needs = { ...world.needs, namedQueries: { get: async () => Promise.reject(new Error('the table is away')) } };
  await expect(offerEvents(needs)(tenant, events)).rejects.toThrow('the table is away');
});
