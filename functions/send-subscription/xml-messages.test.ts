import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { readSchedule } from '#shared/epcis/schedule.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { good } from '../../test/kit/delivery-world.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../test/kit/subscription-world.ts';

let world: SubscriptionWorld;
let tenant: string;
beforeAll(async () => {
  world = await startSubscriptionWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = await world.tenant();
  await giveTenant(world.engine.db, tenant);
  world.receiver.reset();
  world.woken.length = 0;
});

const bodies = () => world.receiver.received().map(({ body }) => body.toString('utf8'));
const documentIn = (text = '') => {
  const document = readDocument(text);
  if (isRefusal(document)) throw new Error(document.detail);
  return document;
};
const offer = async (events: readonly StoredEvent[]) => {
  await offerEvents(world.needs)(tenant, events);
  await world.drain();
};
interface Asked {
  readonly schedule?: ReturnType<typeof hourly>;
  readonly reportIfEmpty?: boolean;
  readonly initialRecordTime?: string;
  readonly bizStep?: string;
}

/** A subscription as SOAP makes it, and nothing yet told. */
const soap = async (version: '1.2' | '2.0', { bizStep = 'commissioning', ...more }: Asked = {}) => {
  const createdAt = world.now().toISOString();
  const message = { queryName: 'SimpleEventQuery', params: { EQ_bizStep: [bizStep] } };
  const created = await world.needs.subscriptions.create(
    tenant,
    {
      subscriptionId: 's-1',
      queryName: 'soap:s-1',
      dest: world.receiver.url(tenant),
      form: `xml-${version}`,
      createdAt,
      initialRecordTime: createdAt,
      epcFormat: 'Always_EPC_URN',
      reportIfEmpty: false,
      ...more,
    },
    { name: 'soap:s-1', message, createdAt, by: 'me' },
  );
  await world.needs.wake({ tenant, subscriptionId: 's-1' });
  await world.drain();
  return created;
};
const hourly = () => good(readSchedule({ second: '0,30' }));

test('a partner of EPCIS 1.2 is told in its XML, with EPC URNs, under the name of the query it asked', async () => {
  await soap('1.2');
  const events = await world.capture(tenant, 2);
  await offer(events);
  const [message] = world.receiver.received();
  expect(message?.headers).toMatchObject({ 'content-type': 'application/xml', 'gs1-epcis-version': '1.2.0' });
  const [text = ''] = bodies();
  expect(text).toContain('urn:epcglobal:epcis-query:xsd:1"');
  expect(text).toContain('<epc>urn:epc:id:sgtin:9521321.');
  expect(text).toContain('<bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>');
  const { events: told, queryName, subscriptionID } = documentIn(text);
  expect({ queryName, subscriptionID }).toEqual({ queryName: 'SimpleEventQuery', subscriptionID: 's-1' });
  expect(told.map(({ eventID }) => eventID)).toEqual(events.map(({ eventId }) => eventId));
});

test('a partner of EPCIS 2.0 that asked by SOAP is told in XML of 2.0', async () => {
  await soap('2.0');
  await offer(await world.capture(tenant, 1));
  const [text = ''] = bodies();
  expect(text).toContain('urn:epcglobal:epcis-query:xsd:2"');
  expect(documentIn(text).events).toHaveLength(1);
});

test('that nothing came is told in XML, too', async () => {
  await soap('1.2', { schedule: hourly(), reportIfEmpty: true });
  await world.drain(60_000);
  expect(documentIn(bodies()[0]).events).toEqual([]);
});

test('a message that is not taken is sent again byte for byte', async () => {
  await soap('1.2');
  let failing = true;
  world.receiver.answers(() => ({ status: failing ? 503 : 200 }));
  await offer(await world.capture(tenant, 1));
  failing = false;
  await world.drain(60_000);
  expect(bodies().length).toBeGreaterThan(1);
  expect(new Set(bodies()).size).toBe(1);
});

test('an event that XML cannot carry is told by why, and holds up no other', async () => {
  await soap('1.2');
  const [first, second, third] = await world.capture(tenant, 3);
  if (first === undefined || second === undefined || third === undefined) throw new Error('nothing was captured');
  const odd = {
    ...second,
    eventId: `${second.eventId}-odd`,
    event: { ...second.event, 'ex:note': 'a\u0001b', '@context': { ex: 'https://example.com/' } },
  };
  await world.needs.ledger.append(tenant, [odd]);
  await offer([first, odd, third]);
  const told = bodies().filter((text) => !text.includes('Exception>'));
  expect(
    told
      .flatMap((text) => documentIn(text).events)
      .map(({ eventID }) => eventID)
      .sort(),
  ).toEqual([first.eventId, third.eventId]);
  const [refused = '', ...others] = bodies().filter((text) => text.includes('Exception>'));
  expect(others).toEqual([]);
  expect(refused).toMatch(/<epcisq:ImplementationException><reason>event \S+-odd cannot.*<subscriptionID>s-1</);
});

test('an id that is taken again is told by its own query, of what the one before was told as well, and nothing that waited for that', async () => {
  await soap('1.2');
  const told = await world.capture(tenant, 1);
  await offer(told);
  world.receiver.answers(() => ({ status: 503 }));
  await offer(await world.capture(tenant, 1));
  await world.needs.subscriptions.remove(tenant, 'soap:s-1', 's-1');
  world.receiver.reset();
  world.forward(1000);
  await soap('1.2', { initialRecordTime: told[0]?.recordTime ?? '', bizStep: 'packing' });
  expect(bodies()).toEqual([]);
  await world.needs.subscriptions.remove(tenant, 'soap:s-1', 's-1');
  world.forward(1000);
  await soap('1.2', { initialRecordTime: told[0]?.recordTime ?? '' });
  expect(documentIn(bodies()[0]).events).toHaveLength(2);
});

test('an id that is taken again repeats no id of a message', async () => {
  const ids = () => world.receiver.received().map(({ id }) => id);
  await soap('1.2');
  await offer(await world.capture(tenant, 1));
  await world.needs.subscriptions.remove(tenant, 'soap:s-1', 's-1');
  world.forward(1000);
  await soap('1.2');
  await offer(await world.capture(tenant, 1));
  expect(ids()).toHaveLength(2);
  expect(new Set(ids()).size).toBe(2);
});
