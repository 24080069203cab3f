import { expect, test } from 'vitest';
import { Sender } from '../../outbox/sender.ts';
import { anOrder, assign, storesOf, temporary } from '../../testing/builders.ts';
import { benchOver, FOREIGN } from '../../testing/foreign-bench.ts';
import { mortal } from '../../testing/mortal.ts';
import { Cloud } from '../../testing/outbox-plant.ts';
import type { Allocation, ForeignLine } from './foreign-line.ts';

/** A batch as its line runs it: what it says depends on nothing but the answers it got. */
function runBatch(say: <Answer>(what: (line: ForeignLine) => Answer) => Answer): void {
  const order = 'order-1';
  const numbers = (level: 'item' | 'case' | 'pallet', count: number) =>
    (say((line) => line.allocate({ order, level, count, token: level })) as Allocation).numbers;
  say((line) => line.begin(order, 'begin'));
  const packs = numbers('item', 11);
  const cases = numbers('case', 2);
  const [pallet = ''] = numbers('pallet', 1);
  const facts = [
    { kind: 'commissioned', numbers: [...packs.slice(0, 9), 'NOBODYS'] },
    { kind: 'packed', level: 'case', parent: cases[0] ?? '', children: packs.slice(0, 4) },
    { kind: 'packed', level: 'case', parent: cases[1] ?? '', children: packs.slice(4, 8) },
    { kind: 'packed', level: 'pallet', parent: pallet, children: cases },
    { kind: 'destroyed', numbers: packs.slice(8, 9), reason: 'crushed' },
  ] as const;
  for (const [i, fact] of facts.entries()) say((line) => line.take({ order, token: `f${i}`, facts: [fact] }));
  say((line) => line.returnUnused({ order, level: 'item', numbers: packs.slice(10), token: 'back' }));
  say((line) => line.finish({ order, token: 'finish' }));
}

/** Runs the batch with the power failing after every so many steps, each message said again until it is answered. */
function cutEvery(steps: number) {
  const { directory, remove } = temporary();
  let life = mortal(directory, Number.POSITIVE_INFINITY);
  assign(storesOf(life.db), anOrder({ line: FOREIGN }));
  const again = (lives: number) => {
    if (life.db.isOpen) life.db.close();
    life = mortal(directory, lives);
  };
  again(steps);
  runBatch((what) => {
    for (let tries = 0; ; tries++) {
      try {
        const answer = what(benchOver(life.db).line);
        // The answer is lost on its way, and asked for once more.
        if (tries === 0) again(steps);
        return what(benchOver(life.db).line) ?? answer;
      } catch (error) {
        if (!life.isDead()) throw error;
        again(steps + tries + 1);
      }
    }
  });
  again(Number.POSITIVE_INFINITY);
  const { stores, told } = benchOver(life.db);
  const { events, report } = told();
  const result = {
    events: events.map(({ eventTime: _, ...event }) => event),
    report,
    units: life.db.prepare('SELECT serial, state, reason FROM units ORDER BY serial').all(),
    back: life.db.prepare('SELECT block, number FROM given_back').all(),
    open: stores.exceptions.open(1).length,
    state: stores.batches.get(1).state,
  };
  life.db.close();
  remove();
  return result;
}

test('power that fails between any two steps loses nothing and doubles nothing', () => {
  const whole = cutEvery(Number.POSITIVE_INFINITY);
  expect(whole).toMatchObject({ state: 'closing', open: 1, back: [{}] });
  for (const steps of [1, 2, 3, 5]) expect(cutEvery(steps)).toEqual(whole);
});

test('a batch reaches the cloud as one of our own does, its report last', async () => {
  const { directory, remove } = temporary();
  const { db } = mortal(directory, Number.POSITIVE_INFINITY);
  const { stores, line } = benchOver(db);
  assign(stores, anOrder({ line: FOREIGN }));
  const cloud = new Cloud();
  const sender = new Sender({
    ...stores,
    db,
    broker: cloud,
    tenant: 'packright',
    site: 'plant',
    lines: [FOREIGN],
    gatherMs: 0,
    now: () => Date.now(),
    ticks: () => performance.now(),
    log: () => undefined,
  });
  line.begin('order-1', 'begin');
  const packs = line.allocate({ order: 'order-1', level: 'item', count: 12, token: 'n' });
  const cases = line.allocate({ order: 'order-1', level: 'case', count: 3, token: 'c' });
  if (!('numbers' in packs && 'numbers' in cases)) throw new Error('no numbers');
  line.take({
    order: 'order-1',
    token: 'f',
    facts: [
      { kind: 'commissioned', numbers: packs.numbers },
      ...cases.numbers.map((parent, i) => ({
        kind: 'packed' as const,
        level: 'case' as const,
        parent,
        children: packs.numbers.slice(i * 4, i * 4 + 4),
      })),
    ],
  });
  line.finish({ order: 'order-1', token: 'end', counts: { commissioned: 12, cases: 3 } });
  for (let round = 0; stores.outbox.depth() + stores.outbox.gathering() > 0 && round < 10; round++) {
    sender.sendNow();
    cloud.answer(JSON.stringify({ captured: [...cloud.bodies.keys()], refused: [] }));
  }
  const kinds = [...cloud.bodies].sort(([a], [b]) => a - b).map(([, body]) => String(JSON.parse(body).kind));
  expect(kinds.at(-1)).toBe('lot-report');
  expect(kinds.slice(0, -1).every((kind) => kind === 'epcis')).toBe(true);
  expect(stores.batches.get(1).state).toBe('reported');
  sender.stop();
  db.close();
  remove();
});
