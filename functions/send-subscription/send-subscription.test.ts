import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import { maskToken, sealToken } from '#common/subscriptions/seal-token.ts';
import { readSchedule } from '#shared/epcis/schedule.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { good } from '../../test/kit/delivery-world.ts';
import { eventsIn } from '../../test/kit/receiver.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../test/kit/subscription-world.ts';

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

const DAY = 86_400_000;
const ids = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId);
const told = () => world.receiver.received().flatMap(eventsIn);
const offered = async (count: number) => {
  const events = await world.capture(tenant, count);
  await offerEvents(world.needs)(tenant, events);
  return events;
};
const standing = async ({ subscriptionId }: { subscriptionId: string }) =>
  (await world.needs.runs.of(tenant, [subscriptionId])).get(subscriptionId);
const hourly = good(readSchedule({ minute: '0' }));

describe('a stream', () => {
  test('tells an event that matches at once, and nobody else’s', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    const events = await offered(2);
    await world.drain();
    expect(told()).toEqual(ids(events));
    const [message] = world.receiver.received();
    expect(JSON.parse(String(message?.body))).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'packs', subscriptionID: one.subscriptionId } },
    });
    expect(message?.headers).toMatchObject({
      'content-type': 'application/json',
      'gs1-epcis-version': '2.0.0',
      'gs1-epc-format': 'Always_GS1_Digital_Link',
    });
    expect(await standing(one)).toMatchObject({
      lastNotifiedAt: world.now().toISOString(),
      minRecordTime: events[1]?.recordTime,
      state: 'active',
    });
  });

  test('does not tell what does not match', async () => {
    await world.subscribe(tenant);
    await world.drain();
    const events = await world.capture(tenant, 1);
    await offerEvents(world.needs)(
      tenant,
      events.map((one) => ({ ...one, event: { ...one.event, bizStep: 'packing' } })),
    );
    await world.drain();
    expect(told()).toEqual([]);
  });

  test('tells an event once, however often it is offered', async () => {
    await world.subscribe(tenant);
    await world.drain();
    const events = await offered(3);
    await offerEvents(world.needs)(tenant, events);
    await world.drain();
    await offerEvents(world.needs)(tenant, events);
    await Promise.all([1, 2, 3].map(() => offerEvents(world.needs)(tenant, events)));
    await world.drain();
    expect(told()).toEqual(ids(events));
  });

  test('tells many events in messages of bounded size', async () => {
    await world.subscribe(tenant);
    await world.drain();
    const events = await offered(510);
    await world.drain();
    expect(world.receiver.received().map((one) => eventsIn(one).length)).toEqual([500, 10]);
    expect(told()).toEqual(ids(events));
  });

  test('is signed over its exact bytes with the secret of the client', async () => {
    const token = 'a secret of the client, ünusual';
    const subscriptionId = 'signed';
    const sealed = sealToken(await world.needs.root(), { tenant, subscriptionId }, token);
    await world.subscribe(tenant, { subscriptionId, token: { sealed, masked: maskToken(token) } });
    await world.drain();
    await offered(1);
    await world.drain();
    const [message] = world.receiver.received();
    if (message === undefined) throw new Error('nothing came');
    const key = Buffer.from(token, 'utf8');
    expect(message.headers['gs1-signature']).toBe(createHmac('sha256', key).update(message.body).digest('hex'));
    const id = String(message.headers['webhook-id']);
    const at = new Date(Number(message.headers['webhook-timestamp']) * 1000);
    const signature = new Webhook(key, { format: 'raw' }).sign(id, at, message.body);
    expect(message.headers['webhook-signature']).toBe(signature);
  });
});

describe('a receiver that fails', () => {
  test('gets the same bytes under the same id until it acknowledges, and what came meanwhile after that', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    let failing = true;
    world.receiver.answers(() => (failing ? { status: 500 } : { status: 200 }));
    const first = await offered(1);
    await world.drain(60_000);
    expect(world.receiver.received().length).toBeGreaterThan(3);
    const second = await offered(1);
    failing = false;
    await world.drain(300_000);
    const received = world.receiver.received();
    const [last] = received.slice(-1);
    const repeated = received.slice(0, -1);
    expect(new Set(repeated.map(({ id }) => id)).size).toBe(1);
    expect(new Set(repeated.map(({ body }) => body.toString())).size).toBe(1);
    expect(repeated.flatMap(eventsIn).slice(-1)).toEqual(ids(first));
    expect(last && eventsIn(last)).toEqual(ids(second));
    expect(await standing(one)).toMatchObject({ attempts: 0, state: 'active' });
    expect((await standing(one))?.failure).toBeUndefined();
  });

  test('that hangs up after it took the message gets it again under the same id', async () => {
    await world.subscribe(tenant);
    await world.drain();
    let asked = 0;
    world.receiver.answers(() => (++asked === 1 ? 'hang-up' : { status: 200 }));
    await offered(1);
    await world.drain(60_000);
    const received = world.receiver.received();
    expect(received).toHaveLength(2);
    expect(received[0]?.id).toBe(received[1]?.id);
    expect(received[0]?.body).toEqual(received[1]?.body);
  });

  test('is left alone after 410, and the subscription shows it', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 410 }));
    await offered(1);
    await world.drain();
    expect(await standing(one)).toMatchObject({ state: 'stopped' });
    await offered(1);
    await world.drain(DAY);
    await world.sweep(tenant);
    expect(world.receiver.received()).toHaveLength(1);
  });
});

describe('a schedule', () => {
  test('tells at its time, to the second, what came since the last', async () => {
    world.forward(3_600_000 - (world.now().getTime() % 3_600_000) + 600_000);
    const at = world.now().getTime() + 3_000_000;
    await world.subscribe(tenant, { schedule: hourly });
    await world.drain();
    const events = await offered(2);
    await world.drain(60_000);
    expect(told()).toEqual([]);
    for (let minute = 0; minute < 52; minute++) {
      await world.wakeOverdue(tenant);
      await world.drain(60_000);
    }
    expect(told()).toEqual(ids(events));
    expect(world.receiver.received()[0]?.headers['webhook-timestamp']).toBe(String(at / 1000));
  });

  test('is silent when nothing came, unless it is to report that', async () => {
    const schedule = good(readSchedule({ second: '0,30' }));
    await world.subscribe(tenant, { schedule });
    await world.drain(300_000);
    expect(world.receiver.received()).toEqual([]);
    const reporting = await world.subscribe(tenant, { schedule, reportIfEmpty: true });
    await world.drain(300_000);
    expect(world.receiver.received().length).toBeGreaterThanOrEqual(9);
    expect(told()).toEqual([]);
    await world.needs.subscriptions.remove(tenant, 'packs', reporting.subscriptionId);
  });

  test('makes up for all times that its receiver missed with one message, and goes on', async () => {
    const one = await world.subscribe(tenant, { schedule: good(readSchedule({ second: '[0-59]' })) });
    await world.drain();
    let failing = true;
    world.receiver.answers(() => ({ status: failing ? 503 : 200 }));
    const first = await offered(1);
    await world.drain(20_000);
    const second = await offered(1);
    failing = false;
    await world.drain(60_000);
    expect(world.receiver.received().slice(-2).map(eventsIn)).toEqual([ids(first), ids(second)]);
    await world.needs.subscriptions.remove(tenant, 'packs', one.subscriptionId);
  });
});

describe('what was captured before', () => {
  test('is told from initialRecordTime on, and then what comes, each once', async () => {
    await world.capture(tenant, 1);
    world.forward(60_000);
    const initialRecordTime = world.now().toISOString();
    const before = await world.capture(tenant, 260);
    world.forward(60_000);
    await world.subscribe(tenant, { initialRecordTime });
    await offerEvents(world.needs)(tenant, before.slice(0, 10));
    await world.drain();
    const after = await offered(1);
    await world.drain();
    expect([...told()].sort()).toEqual(ids([...before, ...after]).sort());
  });

  test('is told though the query looks long at what does not match', async () => {
    const initialRecordTime = world.now().toISOString();
    const [first, ...others] = await world.capture(tenant, 40);
    if (first === undefined) throw new Error('one event at least');
    const event = { ...first.event, action: 'DELETE' as const, eventTime: world.now().toISOString() };
    await world.needs.ledger.append(tenant, [
      { ...first, eventId: 'urn:uuid:odd', position: others.length + 1, event },
    ]);
    const message = { queryName: 'SimpleEventQuery', params: { EQ_action: ['DELETE'] } };
    await world.needs.queries.create(tenant, { name: 'odd', message, createdAt: initialRecordTime, by: 'me' });
    const { ledger } = world.needs;
    /** Two seconds for each event. */
    async function* fetchEach(...asked: Parameters<typeof ledger.fetchEach>) {
      for await (const one of ledger.fetchEach(...asked)) {
        world.forward(2_000);
        yield one;
      }
    }
    const one = await world.subscribe(tenant, { queryName: 'odd', initialRecordTime });
    await world.drain(600_000, { ...world.needs, ledger: { ...ledger, fetchEach } });
    expect(world.receiver.received().map(({ headers }) => headers['content-type'])).toEqual(['application/json']);
    expect(told()).toEqual(['urn:uuid:odd']);
    expect(await standing(one)).not.toHaveProperty('backfill');
  });

  test('is told by a capture that was under way when the subscription was made', async () => {
    const events = await world.capture(tenant, 1);
    const one = await world.subscribe(tenant, { initialRecordTime: events[0]?.recordTime ?? '' });
    await world.drain();
    expect(told()).toEqual(ids(events));
    expect(await standing(one)).not.toHaveProperty('backfill');
  });

  test('that its query cannot find is said in a problem document, once', async () => {
    const message = { queryName: 'SimpleEventQuery', params: { GE_eventTime: 'never' } };
    await world.needs.queries.create(tenant, { name: 'odd', message, createdAt: world.now().toISOString(), by: 'me' });
    const one = await world.subscribe(tenant, { queryName: 'odd' });
    world.receiver.answers(() => ({ status: 503 }));
    await world.drain(10_000);
    world.receiver.answers(() => ({ status: 200 }));
    await world.drain(60_000);
    await world.sweep(tenant);
    const received = world.receiver.received();
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
    expect(received[0]?.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(String(received[0]?.body))).toMatchObject({ type: 'epcisException:QueryParameterException' });
    expect(await standing(one)).not.toHaveProperty('backfill');
  });
});

describe('the end', () => {
  test('of a subscription ends what waits, and may be asked for twice', async () => {
    const one = await world.subscribe(tenant);
    await offered(1);
    const remove = () => world.needs.subscriptions.remove(tenant, 'packs', one.subscriptionId);
    expect(await remove()).toBe('removed');
    expect(await remove()).toBe('unknown');
    await world.drain(DAY);
    expect(world.receiver.received()).toEqual([]);
  });

  test('of a query ends all its subscriptions and lets none begin', async () => {
    await world.subscribe(tenant);
    await world.subscribe(tenant, { schedule: hourly });
    await world.needs.queries.remove(tenant, 'packs');
    await world.needs.subscriptions.endOfQuery(tenant, 'packs');
    expect(await world.needs.subscriptions.all(tenant)).toEqual([]);
    await expect(world.subscribe(tenant)).rejects.toThrow('no-such-query');
  });
});
