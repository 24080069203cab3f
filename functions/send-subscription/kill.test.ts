import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UnreadableQuery } from '#common/store/named-queries.ts';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { eventsIn, type Received } from '../../test/kit/receiver.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../test/kit/subscription-world.ts';
import { runSubscription } from './run-subscription.ts';

let world: SubscriptionWorld;
beforeAll(async () => {
  world = await startSubscriptionWorld();
});
afterAll(() => world.stop());

/** A process that dies at its `n`-th call to a table, from 1, and does nothing after that. */
function mortal(n: number) {
  let calls = 0;
  return { needs: world.dying(() => ++calls >= n), survived: () => calls < n };
}

/** Events by the messages that told them; a message told again must be the same to the byte. */
function messages(received: readonly Received[]): Map<string, string[]> {
  const bodies = new Map<string, string>();
  for (const { id, body } of received) {
    expect(bodies.get(id) ?? body.toString()).toBe(body.toString());
    bodies.set(id, body.toString());
  }
  return new Map(received.map((one) => [one.id, eventsIn(one)]));
}

const ids = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId).sort();

/** Those of a process that cannot read a query. */
const unreading = (needs: SubscriptionWorld['needs']) => ({
  ...needs,
  namedQueries: { get: async () => Promise.reject(new UnreadableQuery('it cannot be read')) },
});

describe.each(['stream', 'past', 'look back'] as const)('a %s', (kind) => {
  test('is told whole, each event by one message, wherever the power is cut', { timeout: 120_000 }, async () => {
    let survived = false;
    for (let n = 1; !survived; n++) {
      if (n > 100) throw new Error('it never gets through');
      world.receiver.reset();
      const tenant = await world.tenant();
      const past = kind === 'past' ? await world.capture(tenant, 2) : [];
      await world.subscribe(tenant, kind === 'past' ? { initialRecordTime: world.now().toISOString() } : {});
      if (kind !== 'past') await world.drain();
      const reading = kind === 'look back' ? unreading : <Needs>(needs: Needs) => needs;
      const events = await world.capture(tenant, 2);
      const { needs, survived: untouched } = mortal(n);
      const work = async () => {
        await offerEvents(reading(needs))(tenant, events);
        for (let turn = 0; world.woken.length > 0 && turn < 20; turn++) {
          const message = world.woken.shift()?.message;
          if (message !== undefined) await runSubscription(needs)(message);
        }
      };
      await work().catch(() => undefined);
      survived = untouched();
      // Restarted: the capture's message comes back, those of the sender are lost, and one more event arrives.
      world.forward(200_000);
      await offerEvents(reading(world.needs))(tenant, events);
      const late = await world.capture(tenant, 1);
      await offerEvents(world.needs)(tenant, late);
      await world.sweep(tenant);
      const told = messages(world.receiver.received());
      expect([...told.values()].flat().sort(), `cut at call ${n}`).toEqual(ids([...past, ...events, ...late]));
    }
  });
});

test('a receiver that acknowledged is told nothing of it again, wherever the power is cut after that', async () => {
  for (let cut = 1; cut <= 3; cut++) {
    world.receiver.reset();
    const tenant = await world.tenant();
    await world.subscribe(tenant);
    await world.drain();
    const events = await world.capture(tenant, 1);
    await offerEvents(world.needs)(tenant, events);
    let calls = 0;
    // The first call after the answer notes that it came; from then on nothing may be sent again.
    const dying = world.dying(() => world.receiver.received().length > 0 && ++calls > cut);
    const message = world.woken.shift()?.message;
    if (message === undefined) throw new Error('nothing woke it');
    await runSubscription(dying)(message).catch(() => undefined);
    world.forward(200_000);
    await world.sweep(tenant);
    expect(world.receiver.received(), `cut ${cut} calls after the answer`).toHaveLength(1);
  }
});

test('two senders woken at once tell an event once', async () => {
  world.receiver.reset();
  const tenant = await world.tenant();
  const { subscriptionId } = await world.subscribe(tenant);
  await world.drain();
  const events = await world.capture(tenant, 1);
  await offerEvents(world.needs)(tenant, events);
  await Promise.all([1, 2, 3].map(() => runSubscription(world.needs)({ tenant, subscriptionId })));
  await world.drain();
  expect(world.receiver.received().flatMap(eventsIn)).toEqual(ids(events));
});

test('events offered while a message is being told are told after it', async () => {
  world.receiver.reset();
  const tenant = await world.tenant();
  const { subscriptionId } = await world.subscribe(tenant);
  await world.drain();
  const first = await world.capture(tenant, 1);
  const second = await world.capture(tenant, 1);
  await offerEvents(world.needs)(tenant, first);
  let offered = false;
  const { webhook, stream } = world.needs.channels;
  const interrupted = {
    stream,
    webhook: async (subscription: Parameters<typeof webhook>[0]) => {
      const channel = await webhook(subscription);
      return {
        ...channel,
        send: async (...sent: Parameters<typeof channel.send>) => {
          if (!offered) await offerEvents(world.needs)(tenant, second);
          offered = true;
          return channel.send(...sent);
        },
      };
    },
  };
  world.woken.length = 0;
  await runSubscription({ ...world.needs, channels: interrupted })({ tenant, subscriptionId });
  await world.drain();
  expect(world.receiver.received().map(eventsIn)).toEqual([first, second].map(ids));
});

test('a subscription that ends while it waits to try again does not come back', async () => {
  world.receiver.reset();
  const tenant = await world.tenant();
  const { subscriptionId } = await world.subscribe(tenant);
  await world.drain();
  world.receiver.answers(() => ({ status: 500 }));
  await offerEvents(world.needs)(tenant, await world.capture(tenant, 1));
  await world.drain();
  await world.needs.subscriptions.remove(tenant, 'packs', subscriptionId);
  await world.drain(86_400_000);
  expect((await world.needs.runs.of(tenant, [subscriptionId])).size).toBe(0);
  expect(world.receiver.received()).toHaveLength(1);
});
