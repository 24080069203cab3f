import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOrder, assign } from '../../testing/builders.ts';
import { type Bench, bench } from '../../testing/foreign-bench.ts';
import { signature } from '../../testing/hand-bench.ts';

let it: Bench;
beforeEach(async () => {
  it = bench();
  assign(it.stores, anOrder({ line: 'foreign-1' }));
  await it.line.begin('order-1', 'begin');
});
afterEach(() => it.close());

const end = () => it.ender.end(1, signature);

test('an order that its line has begun and nothing more is taken back, and may be begun again', async () => {
  expect(await end()).toMatchObject({ state: 'created' });
  expect(it.stores.acts.of(1)).toMatchObject([{ kind: 'end-order', body: { from: 'running', next: 'prepare' } }]);
  expect(await it.line.begin('order-1', 'begin')).toMatchObject({ refused: 'conflict' });
  expect(await end()).toMatchObject({ refused: 'conflict', detail: expect.stringContaining('created') });
});

test('an order whose line is gone is closed, and what the line never spoke of is destroyed', async () => {
  const packs = await it.numbers('item', 8);
  const [parent = ''] = await it.numbers('case', 2);
  await it.take(
    { kind: 'commissioned', numbers: packs.slice(0, 4) },
    { kind: 'packed', level: 'case', parent, children: packs.slice(0, 4) },
  );
  expect(await end()).toMatchObject({ state: 'closed', openExceptions: 0 });
  expect(it.told().report).toMatchObject({ commissioned: 4, destroyed: 4, cases: 1, unaccounted: 0 });
  expect(it.stores.acts.of(1)).toMatchObject([{ kind: 'end-order', body: { next: 'close' } }]);
  assign(it.stores, anOrder({ line: 'foreign-1', order: 'order-2', lot: 'LOT43' }));
  expect(await it.line.begin('order-2', 'next')).toMatchObject({ state: 'running' });
});

test('an order that waits for exceptions is not ended past them', async () => {
  await it.take({ kind: 'commissioned', numbers: ['NOBODYS'] });
  expect(await end()).toMatchObject({ state: 'closing', exceptions: [1] });
  expect(await end()).toMatchObject({ refused: 'conflict', remedy: expect.stringContaining('1') });
});
