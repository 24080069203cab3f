import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EPCIS_CONTEXT } from '#shared/epcis/prefixes.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../test/kit/broken-client.ts';
import { captureCalls } from '../../test/kit/capture-calls.ts';
import { type CaptureWorld, startCaptureWorld } from '../../test/kit/capture-world.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
  world.woken.length = 0;
});

const epc = 'urn:epc:id:sgtin:9521321.054321.1';
const event = (more: object = {}) => ({
  '@context': EPCIS_CONTEXT,
  ...commissionEvent({ epcs: [epc], at: minute(0), ...here }),
  ...more,
});
const post = (body: unknown, headers: Record<string, string> = {}, change: Parameters<typeof captureCalls>[1] = {}) =>
  captureCalls(world, change)('POST /epcis/events', { tenant, body, headers });
const stored = () => world.ledger.eventsOf(tenant, epc);

test('an event is stored when it is answered, found where the answer says, and planned', async () => {
  const answer = await post(event({ eventID: 'urn:uuid:a/b' }));
  expect(answer).toMatchObject({ status: 201, headers: { Location: '/epcis/events/urn%3Auuid%3Aa%2Fb' } });
  expect(await stored()).toMatchObject([{ eventId: 'urn:uuid:a/b' }]);
  expect(world.woken).toMatchObject([{ queue: 'plan' }]);
});

test('an event without an id is given its hash', async () => {
  const { status, headers } = await post(event());
  expect(status).toBe(201);
  const [only] = await stored();
  expect(headers['Location']).toBe(`/epcis/events/${encodeURIComponent(only?.eventId ?? '')}`);
});

test('the same event again is answered alike and stored once', async () => {
  const first = await post(event({ eventID: 'urn:uuid:a' }));
  const again = await post(event({ eventID: 'urn:uuid:a' }));
  expect([again.status, again.headers['Location']]).toEqual([201, first.headers['Location']]);
  expect(await stored()).toHaveLength(1);
});

test('another event under its id is a conflict', async () => {
  await post(event({ eventID: 'urn:uuid:a' }));
  expect(await post(event({ eventID: 'urn:uuid:a', disposition: 'inactive' }))).toMatchObject({
    status: 409,
    body: {
      type: 'epcisException:ResourceAlreadyExistsException',
      remedy: expect.stringContaining('errorDeclaration'),
    },
  });
  expect(await stored()).toMatchObject([{ event: { disposition: 'active' } }]);
});

test('an event may come as an XML element', async () => {
  const xml =
    '<ObjectEvent><eventTime>2026-03-01T08:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>' +
    `<epcList><epc>${epc}</epc></epcList><action>OBSERVE</action></ObjectEvent>`;
  expect(await post(xml, { 'content-type': 'application/xml' })).toMatchObject({ status: 201 });
  expect(await stored()).toHaveLength(1);
});

test.each([
  ['a document', documentOf([commissionEvent({ epcs: [epc], at: minute(0), ...here })])],
  ['an event that is not valid', event({ action: 'BUILD' })],
  ['an event without a context', commissionEvent({ epcs: [epc], at: minute(0), ...here })],
])('%s is refused and leaves nothing', async (_, body) => {
  expect(await post(body)).toMatchObject({ status: 400, body: { type: 'epcisException:ValidationException' } });
  expect(await world.lists.list(tenant, 10)).toEqual({ jobs: [] });
});

test('an event whose storing breaks off is completed by whoever wakes its job', async () => {
  const db = brokenClient(world.engine, (command) => command === 'BatchWriteItemCommand');
  const { ledger } = world.needs(db);
  expect(await post(event(), {}, { ledger })).toMatchObject({ status: 500 });
  const {
    jobs: [job],
  } = await world.lists.list(tenant, 10);
  expect([await stored(), job?.running]).toEqual([[], true]);
  await world.work({ tenant, captureId: job?.captureId ?? '' });
  expect(await stored()).toHaveLength(1);
});

test('an event that its job finds not valid is told as that, not as a conflict', async () => {
  const { bucket } = world;
  const documents: typeof bucket = {
    ...bucket,
    put: (key, _, contentType) => bucket.put(key, JSON.stringify(event({ action: 'BUILD' })), contentType),
  };
  expect(await post(event(), {}, { documents })).toMatchObject({
    status: 400,
    body: { type: 'epcisException:ValidationException', at: '/action', rule: expect.stringContaining('EPCIS') },
  });
});
