import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import type { Answered } from '../../test/kit/call.ts';
import { here, minute } from '../../test/kit/events.ts';
import { eventsIn, nextOf, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';
import { good } from '../../test/kit/unit-maker.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const sound = (m: number): EpcisEvent => ({
  ...commissionEvent({ epcs: [`urn:epc:id:sgtin:4012345.077889.${m}`], at: minute(m), ...here }),
  eventID: `urn:uuid:${m}`,
});
/** Its member has a name that XML has not. */
const strange = (m: number): EpcisEvent => ({ ...sound(m), '@context': { ex: 'http://example.com/' }, 'ex:a b': 'x' });
const ask = (query: Record<string, string> = {}, accept = 'application/xml') =>
  acme.ask('GET /epcis/events', { query, headers: { accept } });
const idsIn = ({ status, body }: Answered) => {
  expect({ status, body }).toMatchObject({ status: 200 });
  return good(readDocument(String(body))).events.map(({ eventID }) => eventID);
};
const ids = (...minutes: number[]) => minutes.map((m) => `urn:uuid:${m}`);
const named = (m: number) => expect.stringContaining(`event urn:uuid:${m} cannot be written as XML`);

describe.each<[string, Record<string, string>]>([
  ['by event time', { orderDirection: 'ASC' }],
  ['by record time', { orderBy: 'recordTime', orderDirection: 'ASC' }],
  ['by a field', { orderBy: 'https://example.com/n', orderDirection: 'ASC' }],
])('%s, an event that XML cannot carry', (_, order) => {
  const capture = async (...events: EpcisEvent[]) => {
    for (const [n, event] of events.entries()) await acme.capture({ ...event, 'https://example.com/n': n });
  };

  test('ends the page before it; it is refused by name, with the way to those behind it', async () => {
    await capture(sound(1), sound(2), strange(3), sound(4), sound(5));
    const first = await ask(order);
    expect(idsIn(first)).toEqual(ids(1, 2));
    const second = await ask(nextOf(first));
    expect(second).toMatchObject({ status: 406, headers: { 'GS1-Next-Page-Token-Expires': expect.any(String) } });
    expect(second.body).toEqual(named(3));
    expect(second.body).toContain('follow the Link header');
    const third = await ask(nextOf(second));
    expect(idsIn(third)).toEqual(ids(4, 5));
    expect(nextOf(third)).toBeUndefined();
  });

  test('that is the last is refused without a link', async () => {
    await capture(sound(1), strange(2));
    const first = await ask(order);
    expect(idsIn(first)).toEqual(ids(1));
    const last = await ask(nextOf(first));
    expect(last).toMatchObject({ status: 406, body: named(2) });
    expect(nextOf(last)).toBeUndefined();
  });

  test('is told in JSON as any other', async () => {
    await capture(strange(1), sound(2));
    const answer = await ask(order, 'application/json');
    expect(eventsIn(answer).map(({ eventID }) => eventID)).toEqual(ids(1, 2));
    expect(nextOf(answer)).toBeUndefined();
  });
});

test('one that is asked for by its id is refused as it was', async () => {
  await acme.capture(strange(1));
  const path = { eventID: 'urn:uuid:1' };
  const answer = await acme.ask('GET /epcis/events/{eventID+}', { path, headers: { accept: 'application/xml' } });
  expect(answer).toMatchObject({ status: 406, body: named(1) });
});

test('looking twice is told in the plan, also of what is refused', async () => {
  await acme.capture(strange(1), sound(2));
  const headers = { accept: 'application/xml', 'seriate-explain': 'true' };
  const answer = await acme.ask('GET /epcis/events', { query: { orderDirection: 'ASC' }, headers });
  expect(answer).toMatchObject({ status: 406, headers: { Link: expect.any(String) } });
  expect(answer.headers['Seriate-Query-Plan']).toMatch(/^index=time; .*events=4$/);
});
