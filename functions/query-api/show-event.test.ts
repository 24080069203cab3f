import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute } from '../../test/kit/events.ts';
import { eventsIn, nextOf, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';

let world: QueryWorld;
let acme: Repository;

beforeAll(async () => {
  world = await startQueryWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  acme = await world.repository();
});

const show = (eventID: string, more: { query?: Record<string, string>; tenant?: string } = {}) =>
  acme.ask('GET /epcis/events/{eventID+}', { path: { eventID }, ...more });
const event = (eventID: string): EpcisEvent => ({
  ...commissionEvent({ epcs: ['urn:epc:id:sgtin:4012345.077889.1'], at: minute(0), ...here }),
  eventID,
});
const hash = `ni:///sha-256;${'a1'.repeat(32)}?ver=CBV2.0`;

test('an event is shown with every declaration about it', async () => {
  await acme.capture(event('urn:uuid:1'), event('urn:uuid:2'));
  for (const m of [5, 6])
    await acme.capture({ ...event('urn:uuid:1'), errorDeclaration: { declarationTime: minute(m) } });
  expect(eventsIn(await show('urn:uuid:1')).map(({ eventID }) => eventID)).toEqual(Array(3).fill('urn:uuid:1'));
  expect(eventsIn(await show('urn:uuid:2'))).toHaveLength(1);
});

test('an event with more declarations than one answer holds is refused, with the way to page them', async () => {
  const eventID = 'urn:uuid:1?';
  const bulky = (m: number): EpcisEvent => ({
    ...event(eventID),
    '@context': { ex: 'http://example.com/' },
    'ex:note': `${m}${'x'.repeat(1_500_000)}`,
  });
  await acme.capture(bulky(0));
  for (const m of [5, 6, 7, 8]) await acme.capture({ ...bulky(m), errorDeclaration: { declarationTime: minute(m) } });
  const { status, body } = await show(eventID);
  const remedy = 'GET /epcis/events?EQ_eventID=urn%3Auuid%3A1%3F answers them a page at a time';
  expect({ status, body }).toMatchObject({ status: 413, body: { remedy } });
  let found = 0;
  for (let query: Record<string, string> | undefined = { EQ_eventID: eventID }; query !== undefined; ) {
    const page: Awaited<ReturnType<typeof acme.ask>> = await acme.ask('GET /epcis/events', { query });
    found += eventsIn(page).length;
    query = nextOf(page);
  }
  expect(found).toBe(5);
});

test('an event hash is understood however gateways and clients spell it', async () => {
  await acme.capture(event(hash));
  for (const eventID of [hash, encodeURIComponent(hash), hash.replace('///', '/')])
    expect(eventsIn(await show(eventID))).toMatchObject([{ eventID: hash }]);
  const [path = ''] = hash.split('?');
  expect(eventsIn(await show(path, { query: { ver: 'CBV2.0' } }))).toHaveLength(1);
});

test('an event that is not there, or another tenant’s, is not found', async () => {
  await acme.capture(event('urn:uuid:1'));
  const unknown = { status: 404, body: { type: 'epcisException:NoSuchNameException' } };
  expect(await show('urn:uuid:3')).toMatchObject(unknown);
  expect(await show('urn:uuid:1', { tenant: 'somebody' })).toMatchObject(unknown);
  expect(await show(`urn:x:${'é'.repeat(2000)}`)).toMatchObject(unknown);
});
