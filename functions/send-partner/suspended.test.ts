import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type PartnerWorld, startPartnerWorld } from '../../test/kit/partner-world.ts';
import { partnership } from '../../test/kit/partnership.ts';
import { startReceiver } from '../../test/kit/receiver.ts';

const HOUR = 3_600_000;

let world: PartnerWorld;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  [world, receiver] = await Promise.all([startPartnerWorld(), startReceiver()]);
});
afterAll(async () => {
  await receiver.stop();
  await world.stop();
});
afterEach(() => {
  world.woken.length = 0;
  receiver.reset();
});

const { stands, suspended, call, statesOf } = partnership(() => world);

describe.each([{ ordered: false }, { ordered: true }])('what goes to a partner (%o)', ({ ordered }) => {
  const house = () => world.house(12, { channel: 'https', url: receiver.url('inbox'), ordered });

  test('waits while the partnership is suspended, says why, and counts no try', async () => {
    const of = await house();
    await suspended(of);
    await world.goOn(of, 72 * HOUR);
    expect(receiver.received()).toEqual([]);
    const rows = await world.rows(of);
    expect(rows).toHaveLength(12);
    for (const { state, attempts, failure } of rows)
      expect({ state, attempts, failure }).toEqual({
        state: 'due',
        attempts: 0,
        failure: 'the partnership with medico is suspended since 2026-03-01T10:00:00.000Z: licence is checked',
      });
  });

  test('goes on at once when it is resumed, all of it', async () => {
    const of = await house();
    await suspended(of);
    await world.goOn(of, HOUR);
    await stands(of, { state: 'live' });
    await call(of);
    await world.goOn(of);
    expect(await statesOf(of)).toEqual(['delivered']);
    expect(receiver.received()).toHaveLength(12);
  });

  test('goes on by itself when nobody calls it', async () => {
    const of = await house();
    await suspended(of);
    await world.goOn(of, HOUR);
    await stands(of, { state: 'live' });
    await world.goOn(of, 3 * HOUR);
    expect(await statesOf(of)).toEqual(['delivered']);
  });

  test('is parked once the partnership has ended', async () => {
    const of = await house();
    await stands(of, { state: 'withdrawn', endedAt: '2026-03-01T11:00:00.000Z' });
    await world.goOn(of);
    const [first] = await world.rows(of);
    expect(await statesOf(of)).toEqual(['parked']);
    expect(first?.failure).toBe('the partnership with medico was ended at 2026-03-01T11:00:00.000Z');
    expect(receiver.received()).toEqual([]);
  });
});

test('what waits for a partner that was spared before has a day again once the partnership is resumed', async () => {
  receiver.answers(() => ({ status: 500 }));
  const of = await world.house(12, { channel: 'https', url: receiver.url('inbox') });
  await world.goOn(of, 60_000);
  await suspended(of);
  await world.goOn(of, 48 * HOUR);
  await stands(of, { state: 'live' });
  receiver.reset();
  const held = Promise.withResolvers<void>();
  receiver.holds(held.promise);
  await call(of);
  const taking = world.woken.splice(0).map(({ message }) => world.take(message));
  expect(taking).toHaveLength(4);
  let left = 0;
  const allLeft = Promise.withResolvers<void>();
  for (const one of taking) void one.then(() => ++left === 3 && allLeft.resolve());
  await Promise.all([allLeft.promise, receiver.came(1)]);
  expect(await statesOf(of)).toEqual(['due']);
  held.resolve();
  await Promise.all(taking);
  await world.goOn(of, HOUR);
  expect(await statesOf(of)).toEqual(['delivered']);
});
