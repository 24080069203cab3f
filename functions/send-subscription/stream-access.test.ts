import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import type { Person } from '#shared/access/member.ts';
import { type SubscriptionWorld, startSubscriptionWorld } from '../../test/kit/subscription-world.ts';
import { streamChannel } from './stream-channel.ts';

const HOUR = 3_600_000;

let world: SubscriptionWorld;
let tenant: string;
let username: string;
let told: string[];
beforeAll(async () => {
  world = await startSubscriptionWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  tenant = await world.tenant();
  username = `ada-${tenant}`;
  told = [];
  world.woken.length = 0;
  world.closed.length = 0;
  await become({});
});

/** What the register says of her from now on. */
async function become(rights: Partial<Person>): Promise<void> {
  const { members } = world.needs;
  const at = world.now().toISOString();
  const before = await members.person(tenant, username);
  const after: Person = {
    username,
    role: 'qa',
    state: 'active',
    ...before,
    ...rights,
    changedAt: at,
    changedBy: 'eve',
  };
  const entry = { at, by: 'eve', home: tenant, act: 'user-changed', subject: `user ${username}`, detail: rights };
  expect(await members.putPerson(tenant, before, after, entry)).toBe('written');
}

/** Opens a connection with a token for an hour. */
async function open(pass: object = {}) {
  const until = new Date(world.now().getTime() + HOUR).toISOString();
  const created = await world.needs.subscriptions.createStream(tenant, {
    queryName: 'packs',
    connectionId: `connection-${tenant}`,
    by: `${tenant}#${username}`,
    pass: { kind: 'person', name: username, until, ...pass },
    initialRecordTime: world.now().toISOString(),
    epcFormat: 'Always_GS1_Digital_Link',
    reportIfEmpty: false,
  });
  if (typeof created === 'string') throw new Error(created);
  await world.needs.wake({ tenant, subscriptionId: created.subscriptionId });
  await drain();
}

/** The gateway takes every message over. */
const drain = (until = 0) =>
  world.drain(until, {
    ...world.needs,
    channels: {
      ...world.needs.channels,
      stream: streamChannel({
        post: async (connectionId) => {
          told.push(connectionId);
          return { status: 200 };
        },
        now: world.now,
      }),
    },
  });

async function offered(): Promise<void> {
  await offerEvents(world.needs)(tenant, await world.capture(tenant, 1));
  await drain();
}

describe('an open stream', () => {
  const isOpen = async () => (await world.needs.subscriptions.all(tenant)).length === 1 && world.closed.length === 0;

  test('tells as long as whoever opened it may see events', async () => {
    await open();
    await offered();
    await become({ role: 'administrator' });
    await offered();
    expect(told).toHaveLength(2);
    expect(await isOpen()).toBe(true);
  });

  test.each<[string, Partial<Person>]>([
    ['suspended', { state: 'disabled' }],
    ['removed', { state: 'removed' }],
    ['given a role that sees no events', { role: 'operator' }],
  ])('is closed, and told nothing more, once whoever opened it is %s', async (_, rights) => {
    await open();
    await offered();
    await become(rights);
    await offered();
    expect(told).toHaveLength(1);
    expect(world.closed).toEqual([`connection-${tenant}`]);
    expect(await world.needs.subscriptions.all(tenant)).toEqual([]);
  });

  test('of a client whose name is a person’s is the client’s', async () => {
    await open({ kind: 'client' });
    await offered();
    expect(told).toEqual([]);
    expect(await isOpen()).toBe(false);
  });

  test('is told nothing captured after its token ended', async () => {
    await open();
    world.forward(HOUR - 1);
    await offered();
    world.forward(1);
    await offered();
    expect(told).toHaveLength(1);
    expect(await isOpen()).toBe(false);
  });

  test('is closed when its token ends, though nothing is captured', async () => {
    await open();
    for (let minute = 0; minute < 59; minute++) {
      await drain(60_000);
      await world.wakeOverdue(tenant);
    }
    expect(await isOpen()).toBe(true);
    await drain(60_000);
    expect(world.closed).toEqual([`connection-${tenant}`]);
    expect(await world.needs.subscriptions.all(tenant)).toEqual([]);
  });
});
