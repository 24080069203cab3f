import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ASK_TIMES, PARK_AFTER } from '#shared/delivery/standing.ts';
import { refuse } from '#shared/refusal.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { Refused } from './refused.ts';
import { runDelivery, type Tried } from './run-delivery.ts';

let world: World;
let count = 0;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function planned() {
  const key = { tenant: `t${++count}`, deliveryId: 'd1' };
  await world.needs.deliveries.plan({ ...key, kind: 'submission', subject: {} }, world.needs.now());
  return key;
}
type Key = Awaited<ReturnType<typeof planned>>;
const run = (attempt: () => Promise<Tried>) => runDelivery(world.needs, 'acknowledged', attempt);
const standing = ({ tenant, deliveryId }: Key) => world.needs.deliveries.get(tenant, deliveryId);
const broken = () => Promise.reject(new Error('table full'));

/** Takes the delivery up so many times, each after the lease of the one before ran out. */
async function wake(key: Key, times: number, take: (key: Key) => Promise<unknown>) {
  for (let turn = 0; turn < times; turn++) {
    await take(key);
    world.forward(6 * 3600_000);
  }
}
const failing = (key: Key) => run(broken)(key).catch(() => undefined);
const dying = ({ tenant, deliveryId }: Key) => world.needs.deliveries.claim(tenant, deliveryId, world.needs.now());

describe('a delivery', () => {
  test('whose attempt throws goes back to the queue', async () => {
    const key = await planned();
    await expect(run(broken)(key)).rejects.toThrow('table full');
    expect(await standing(key)).toMatchObject({ state: 'due', attempts: 1 });
  });

  test('whose attempt always throws is parked in the end, with the reason', async () => {
    const key = await planned();
    await wake(key, PARK_AFTER + 5, failing);
    const parked = { state: 'parked', attempts: PARK_AFTER, uncertain: true, failure: 'Error: table full' };
    expect(await standing(key)).toMatchObject(parked);
  });

  test('whose sender always dies is parked in the end', async () => {
    const key = await planned();
    await wake(key, PARK_AFTER, dying);
    expect(await standing(key)).toMatchObject({ state: 'due' });
    await run(broken)(key);
    expect(await standing(key)).toMatchObject({ state: 'parked', failure: 'its sender never came to an end' });
  });

  test('whose result can never be asked for is sent again', async () => {
    const key = await planned();
    await run(async () => ({ verdict: { verdict: 'received', receipt: 'r1' } }))(key);
    world.forward(60_000);
    await wake(key, ASK_TIMES, failing);
    expect(await standing(key)).toMatchObject({ state: 'due', attempts: 1, failure: expect.stringMatching(/asking/) });
  });

  test('is not rejected because a row was busy', async () => {
    const key = await planned();
    const busy = () => Promise.reject(new Refused(refuse('busy', 'the row is being written by others')));
    await expect(run(busy)(key)).rejects.toThrow();
    expect(await standing(key)).toMatchObject({ state: 'due' });
  });
});
