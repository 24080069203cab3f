import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute } from '../../test/kit/events.ts';
import { eventsIn, type QueryWorld, type Repository, startQueryWorld } from '../../test/kit/query-world.ts';

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
