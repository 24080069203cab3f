import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
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

const offered = async (count: number) => {
  const events = await world.capture(tenant, count);
  await offerEvents(world.needs)(tenant, events);
  return events.map(({ eventId }) => eventId);
};
const told = () => new Set(world.receiver.received().flatMap(eventsIn));
const standing = async ({ subscriptionId }: { subscriptionId: string }) =>
  (await world.needs.runs.of(tenant, [subscriptionId])).get(subscriptionId);

describe('a message of many events that is not acknowledged yet', () => {
  test('leaves the run small, and once it is taken nothing of it waits', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 500 }));
    const ids = await offered(300);
    await world.drain(1_000);
    expect(JSON.stringify(await standing(one)).length).toBeLessThan(3_000);
    world.receiver.answers(() => ({ status: 200 }));
    await world.drain(300_000);
    expect([...told()]).toEqual(ids);
    expect(await world.needs.inbox.waiting(one, 10)).toEqual({ waiting: [], more: false });
  });

  test('is made smaller when it is too large', async () => {
    await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers((sent) => ({ status: eventsIn(sent).length > 20 ? 413 : 200 }));
    const ids = await offered(50);
    await world.drain();
    expect(
      world.receiver
        .received()
        .map((sent) => eventsIn(sent).length)
        .slice(0, 3),
    ).toEqual([50, 25, 13]);
    expect(told()).toEqual(new Set(ids));
  });

  test('is let go when the bucket has dropped it, and what waits is told', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 500 }));
    const ids = await offered(30);
    await world.drain(1_000);
    world.receiver.answers(() => ({ status: 200 }));
    const evidence = { ...world.needs.evidence, get: async () => undefined };
    await world.drain(300_000, { ...world.needs, evidence });
    expect(told()).toEqual(new Set(ids));
    expect(await standing(one)).toMatchObject({ attempts: 0, state: 'active' });
  });
});
