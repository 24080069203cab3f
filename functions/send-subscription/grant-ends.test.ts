import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenGrants } from '#common/store/given-grants.ts';
import { offerEvents } from '#common/subscriptions/offer-events.ts';
import type { Grant } from '#shared/access/grant.ts';
import { tables } from '../../test/kit/dynoxide.ts';
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

const give = (grant: Grant) =>
  givenGrants(world.engine.db, tables.registry).put(tenant, {
    grantee: 'medico',
    by: 'ada',
    at: world.now().toISOString(),
    ...grant,
  });
const permissions: Grant['permissions'] = ['queries:write', 'events:query'];
const offered = async (count: number) => {
  await offerEvents(world.needs)(tenant, await world.capture(tenant, count));
  await world.drain();
};

describe('a subscription that was made under a grant', () => {
  const later = (ms: number) => new Date(world.now().getTime() + ms).toISOString();

  test.each([
    ['is withdrawn', {}, () => give({ permissions: [] })],
    ['no longer names it', {}, () => give({ permissions: ['orders:read'] })],
    ['is narrowed', {}, () => give({ permissions, scope: { gtins: ['04150000000013'] } })],
    ['expires', { lasts: 3_600_000 }, async () => world.forward(3_600_000)],
  ])('is told nothing more once the grant %s, and says why', async (_, { lasts }: { lasts?: number }, end) => {
    await give({ permissions, ...(lasts !== undefined && { until: later(lasts) }) });
    const one = await world.subscribe(tenant, { home: 'medico' });
    await offered(1);
    expect(world.receiver.received()).toHaveLength(1);
    await end();
    await offered(1);
    expect(world.receiver.received()).toHaveLength(1);
    const run = (await world.needs.runs.of(tenant, [one.subscriptionId])).get(one.subscriptionId);
    expect(run).toMatchObject({ state: 'stopped', failure: expect.stringContaining('medico') });
    await give({ permissions });
    await offered(1);
    await world.sweep(tenant);
    expect(world.receiver.received()).toHaveLength(1);
  });

  test('of its own tenant needs none', async () => {
    await world.subscribe(tenant);
    await offered(1);
    expect(world.receiver.received()).toHaveLength(1);
  });

  test('by a stream is ended with its connection', async () => {
    await give({ permissions: [] });
    const at = world.now().toISOString();
    const username = `someone-${tenant}`;
    const someone = { username, role: 'qa' as const, state: 'active' as const, changedAt: at, changedBy: 'eve' };
    const entry = { at, by: 'eve', home: 'medico', act: 'user-registered', subject: `user ${username}` };
    await world.needs.members.putPerson('medico', undefined, someone, entry);
    const created = await world.needs.subscriptions.createStream(tenant, {
      queryName: 'packs',
      connectionId: `connection-${tenant}`,
      by: `medico#${username}`,
      pass: { kind: 'person', name: username, until: new Date(world.now().getTime() + 3_600_000).toISOString() },
      home: 'medico',
      initialRecordTime: world.now().toISOString(),
      epcFormat: 'Always_GS1_Digital_Link',
      reportIfEmpty: false,
    });
    if (typeof created === 'string') throw new Error(created);
    await world.needs.wake({ tenant, subscriptionId: created.subscriptionId });
    await world.drain();
    expect(world.closed).toEqual([`connection-${tenant}`]);
    expect(await world.needs.subscriptions.all(tenant)).toEqual([]);
  });
});
