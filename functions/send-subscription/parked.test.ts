import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
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

const ids = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId);
const told = () => world.receiver.received().flatMap(eventsIn);
const offered = async (count: number) => {
  const events = await world.capture(tenant, count);
  await offerEvents(world.needs)(tenant, events);
  return events;
};
const standing = async ({ subscriptionId }: { subscriptionId: string }) =>
  (await world.needs.runs.of(tenant, [subscriptionId])).get(subscriptionId);

describe('a receiver that fails', () => {
  test('is parked after a day, and tried again when there is news', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 503 }));
    const first = await offered(1);
    for (let hour = 0; hour < 60; hour++) {
      await world.drain(900_000);
      await world.sweep(tenant);
      world.forward(3_600_000);
    }
    expect(await standing(one)).toMatchObject({ state: 'parked', failure: 'status 503' });
    const tries = world.receiver.received().length;
    expect(tries).toBeGreaterThan(16);
    expect(tries).toBeLessThan(16 + 60 / 6);
    world.receiver.reset();
    const second = await offered(1);
    await world.drain(60_000);
    expect(told()).toEqual(ids([...first, ...second]));
    expect(await standing(one)).toMatchObject({ state: 'active' });
  });

  test('is told what came while it was out of reach, though nothing comes after', async () => {
    const one = await world.subscribe(tenant);
    await world.drain();
    world.receiver.answers(() => ({ status: 503 }));
    const first = await offered(1);
    await world.drain(1_000);
    const second = await offered(1);
    while ((await standing(one))?.state !== 'parked') {
      await world.drain(900_000);
      await world.wakeOverdue(tenant);
    }
    world.receiver.reset();
    world.forward(7 * 3_600_000);
    await world.sweep(tenant);
    expect(told()).toEqual(ids([...first, ...second]));
  });
});
