import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOrder, assign } from '../../testing/builders.ts';
import { type Bench, bench, benchOver } from '../../testing/foreign-bench.ts';
import { signature } from '../../testing/hand-bench.ts';
import { resolveException } from '../integrity/resolve-exception.ts';

const order = 'order-1';
let it: Bench;
beforeEach(async () => {
  // Every step is a slice.
  it = bench(0);
  assign(it.stores, anOrder({ line: 'foreign-1', quantity: 300 }));
  await it.line.begin(order, 'begin');
});
afterEach(() => it.close());

/** How often the loop turns until something is done. */
async function turnsUntil(doing: Promise<unknown>): Promise<number> {
  let [turns, isDone] = [0, false];
  const done = doing.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await turn();
    turns += 1;
  }
  await done;
  return turns;
}

test('whatever a line says in one message, other things have their turn meanwhile', async () => {
  expect(await turnsUntil(it.numbers('item', 300))).toBeGreaterThan(5);
  const packs = it.given;
  expect(await turnsUntil(it.take({ kind: 'commissioned', numbers: packs.slice(0, 200) }))).toBeGreaterThan(8);
  const back = { order, level: 'item', numbers: packs.slice(200, 300), token: 'back' } as const;
  expect(await turnsUntil(it.line.returnUnused(back))).toBeGreaterThan(2);
  await it.line.finish({ order, token: 'end' });
  expect(await turnsUntil(resolveException(it.resolving, 1, 'tell', signature))).toBeGreaterThan(3);
  expect(it.told().report).toMatchObject({ commissioned: 200, unaccounted: 0 });
});

test('two askers at once are answered one after the other, the same question to both alike', async () => {
  const ask = (token: string) => it.line.allocate({ order, level: 'item', count: 200, token });
  const [one, same, other] = await Promise.all([ask('a'), ask('a'), ask('b')]);
  expect(same).toEqual(one);
  expect(other).toMatchObject({ refused: 'pool-exhausted' });
  expect(it.line.orders()).toMatchObject([{ handedOut: { item: 200 } }]);
});

test('an asking that was cut off and cannot be met in the end leaves nothing with the line', async () => {
  const ask = { order, level: 'item', count: 200, token: 'a' } as const;
  const asking = it.line.allocate(ask);
  await turn();
  it.end();
  await expect(asking).rejects.toThrow('say it again');
  const again = benchOver(it.stores.db);
  const out = again.line.orders()[0]?.handedOut.item ?? 0;
  expect(out > 0 && out < 200).toBe(true);
  expect(await again.line.allocate({ ...ask, count: 5 })).toMatchObject({ refused: 'conflict', at: '/token' });
  again.disk.full = 'no room';
  expect(await again.line.allocate(ask)).toMatchObject({ refused: 'busy' });
  expect(again.line.orders()).toMatchObject([{ handedOut: { item: 0 } }]);
  again.disk.full = undefined;
  expect(await again.line.allocate({ ...ask, count: 5 })).toMatchObject({ numbers: { length: 5 } });
});

test('a lot that was being closed when the site stopped is closed after its next start', async () => {
  await it.take({ kind: 'commissioned', numbers: await it.numbers('item', 300) });
  await it.line.finish({ order, token: 'end' });
  const resolving = resolveException(it.resolving, 1, 'tell', signature);
  while (it.stores.exceptions.open(1).length > 0) await turn();
  it.end();
  await expect(resolving).rejects.toThrow('the site stops');
  expect(it.stores.batches.get(1).state).toBe('closing');
  const again = benchOver(it.stores.db);
  await again.resolver.resume();
  expect(again.stores.batches.get(1).state).toBe('closed');
  expect(again.told().report).toMatchObject({ commissioned: 300, unaccounted: 0 });
});

test('containers that are short in one message are one exception, and one signature tells all of them', async () => {
  const packs = await it.numbers('item', 9);
  const cases = await it.numbers('case', 3);
  await it.take({ kind: 'commissioned', numbers: packs });
  const facts = cases.map((parent, i) => ({
    ...{ kind: 'packed' as const, level: 'case' as const, parent },
    // The last two share a pack: only one of them can be so.
    children: i === 2 ? packs.slice(5, 8) : packs.slice(i * 3, i * 3 + 3),
  }));
  expect(await it.take(...facts.slice(0, 2))).toMatchObject([{ held: 1 }, { held: 1 }]);
  expect(it.stores.exceptions.get(1)).toMatchObject({ facts: 2, about: 2 });
  expect(await it.take(...facts)).toMatchObject([{ held: 1 }, { held: 1 }, { held: 2 }]);
  expect(await resolveException(it.resolving, 1, 'tell', signature)).toMatchObject({ resolution: 'told' });
  expect(it.stores.containers.count(1)).toMatchObject({ cases: 2 });
  expect(await resolveException(it.resolving, 2, 'tell', signature)).toMatchObject({ refused: 'conflict' });
});

test('a reason is in words that can be read', async () => {
  const numbers = await it.numbers('item', 1);
  for (const reason of ['', 'a\u0000b', 'two\nlines', '\ud800'])
    expect(await it.take({ kind: 'rejected', numbers, reason })).toMatchObject([
      { refused: 'malformed', at: '/facts/0/reason' },
    ]);
  expect(await it.take({ kind: 'rejected', numbers, reason: '__proto__' })).toEqual(['taken']);
  await it.line.finish({ order, token: 'end' });
  expect(Object.entries(it.stores.journal.rejects(1))).toEqual([['__proto__', 1]]);
});
