import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { eventsIn, type Received } from '../../test/kit/receiver.ts';
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

const ids = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId);
const offered = async (count: number) => {
  const events = await world.capture(tenant, count);
  await offerEvents(world.needs)(tenant, events);
  return events;
};
const standing = async ({ subscriptionId }: { subscriptionId: string }) =>
  (await world.needs.runs.of(tenant, [subscriptionId])).get(subscriptionId);

describe('a stream', () => {
  test('makes its messages smaller for a receiver that finds them too large', async () => {
    await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers((one) => ({ status: eventsIn(one).length > 30 ? 413 : 200 }));
    const events = await offered(100);
    await world.drain();
    const taken = world.receiver.received().filter((one) => eventsIn(one).length <= 30);
    expect(taken.flatMap(eventsIn)).toEqual(ids(events));
  });

  test('has no more large events in memory than a message holds, and a few', async () => {
    await world.subscribe(tenant);
    await world.drain();
    const events = (await world.capture(tenant, 40)).map((one) => ({
      ...one,
      eventId: `${one.eventId}-large`,
      event: { ...one.event, '@context': { ex: 'urn:ex:' }, 'ex:blob': 'x'.repeat(300_000) },
    }));
    await world.needs.ledger.append(tenant, events);
    await offerEvents(world.needs)(tenant, events);
    const { ledger } = world.needs;
    const decoded: number[] = [];
    const findById: typeof ledger.findById = (of, eventIds) => {
      decoded.push(eventIds.length);
      return ledger.findById(of, eventIds);
    };
    await world.drain(0, { ...world.needs, ledger: { ...ledger, findById } });
    const messages = world.receiver.received().map(eventsIn);
    expect(messages.flat()).toEqual(ids(events));
    expect(Math.max(...messages.map(({ length }) => length))).toBeGreaterThan(8);
    expect(Math.max(...decoded)).toBeLessThanOrEqual(8);
  });

  test('tells that an event is too large in its place, and goes on with messages as long as before', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    const events = await world.capture(tenant, 40);
    const large = events[20]?.eventId ?? '';
    const isProblem = (sent: Received) => sent.headers['content-type'] === 'application/problem+json';
    world.receiver.answers((sent) => ({ status: !isProblem(sent) && eventsIn(sent).includes(large) ? 413 : 200 }));
    await offerEvents(world.needs)(tenant, events);
    await world.drain();
    const [problem, ...others] = world.receiver.received().filter(isProblem);
    expect(others).toEqual([]);
    expect(String(problem?.body)).toContain(`GET /epcis/events/${encodeURIComponent(large)}`);
    const taken = world.receiver.received().filter((sent) => !isProblem(sent) && !eventsIn(sent).includes(large));
    expect(taken.flatMap(eventsIn)).toEqual(ids(events).filter((id) => id !== large));
    expect(await standing(one)).toMatchObject({ state: 'active', attempts: 0 });
    expect(await standing(one)).not.toHaveProperty('tooLarge');
    for (let i = 0; i < 9; i++) {
      await offered(1);
      await world.drain();
    }
    expect(await standing(one)).not.toHaveProperty('most');
  });

  test('whose receiver finds even that too large is tried again like any other', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 413 }));
    await offered(1);
    await world.drain(60_000);
    expect(await standing(one)).toMatchObject({ failure: 'status 413', frozen: { isProblem: true } });
  });
});
