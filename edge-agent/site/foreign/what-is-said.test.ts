import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOrder, assign } from '../../testing/builders.ts';
import { type Bench, bench } from '../../testing/foreign-bench.ts';

let it: Bench;
beforeEach(async () => {
  it = bench();
  assign(it.stores, anOrder({ line: 'foreign-1' }));
  await it.line.begin('order-1', 'begin');
});
afterEach(() => it.close());

test('what is said is read as it is meant: days that there are, keys that packs have, numbers that can be had', async () => {
  const numbers = await it.numbers('item', 1);
  expect(await it.take({ kind: 'commissioned', numbers, at: '2026-02-30T00:00:00Z' })).toMatchObject([
    { refused: 'malformed', at: '/facts/0/at' },
  ]);
  const ask = { order: 'order-1', level: 'item', count: 1, token: 't' } as const;
  expect(await it.line.allocate({ ...ask, key: 'sscc' })).toMatchObject({ refused: 'malformed', at: '/key' });
  expect(await it.line.allocate({ ...ask, count: 1e300 })).toMatchObject({ refused: 'too-large', at: '/count' });
});

test('a number is held by another exception when something else is wrong with it', async () => {
  const numbers = await it.numbers('item', 1);
  await it.take({ kind: 'commissioned', numbers });
  expect(await it.take({ kind: 'commissioned', numbers })).toMatchObject([{ held: 1 }]);
  await it.take({ kind: 'destroyed', numbers, reason: 'crushed' });
  expect(await it.take({ kind: 'commissioned', numbers })).toMatchObject([{ held: 2 }]);
  expect([1, 2].map((one) => it.stores.exceptions.get(one)?.code)).toEqual(['commissioned-twice', 'ended']);
});
