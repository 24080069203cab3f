import { expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { Sender } from '../../outbox/sender.ts';
import { anOrder, assign, storesOf, temporary } from '../../testing/builders.ts';
import { benchOver, FOREIGN } from '../../testing/foreign-bench.ts';
import { mortal } from '../../testing/mortal.ts';
import { Cloud } from '../../testing/outbox-plant.ts';
import type { ForeignLine } from './foreign-line.ts';

type Say = <Answer>(what: (line: ForeignLine) => Promise<Answer>) => Promise<Answer>;
const order = 'order-1';
const numbersBy = (say: Say) => async (level: 'item' | 'case' | 'pallet', count: number) => {
  const given = await say((line) => line.allocate({ order, level, count, token: level }));
  if (isRefusal(given)) throw new Error(given.detail);
  return given.numbers;
};

/** A batch as its line runs it: what it says depends on nothing but the answers it got. */
async function runBatch(say: Say): Promise<void> {
  const numbers = numbersBy(say);
  await say((line) => line.begin(order, 'begin'));
  const packs = await numbers('item', 11);
  const cases = await numbers('case', 2);
  const [pallet = ''] = await numbers('pallet', 1);
  const facts = [
    { kind: 'commissioned', numbers: [...packs.slice(0, 9), 'NOBODYS'] },
    { kind: 'packed', level: 'case', parent: cases[0] ?? '', children: packs.slice(0, 4) },
    { kind: 'packed', level: 'case', parent: cases[1] ?? '', children: packs.slice(4, 8) },
    { kind: 'packed', level: 'pallet', parent: pallet, children: cases },
    { kind: 'destroyed', numbers: packs.slice(8, 9), reason: 'crushed' },
  ] as const;
  for (const [i, fact] of facts.entries()) await say((line) => line.take({ order, token: `f${i}`, facts: [fact] }));
  await say((line) => line.returnUnused({ order, level: 'item', numbers: packs.slice(10), token: 'back' }));
  await say((line) => line.finish({ order, token: 'finish' }));
}

/** A batch in few messages of which each takes many slices. */
async function runLongBatch(say: Say): Promise<void> {
  const numbers = numbersBy(say);
  await say((line) => line.begin(order, 'begin'));
  const packs = await numbers('item', 250);
  const [one = '', two = ''] = await numbers('case', 70);
  const facts = [
    { kind: 'commissioned', numbers: [...packs.slice(0, 60), 'NOBODYS', ...packs.slice(60, 80), 'NOBODYS-2'] },
    { kind: 'packed', level: 'case', parent: one, children: packs.slice(0, 4) },
    { kind: 'packed', level: 'case', parent: two, children: packs.slice(4, 8) },
    { kind: 'destroyed', numbers: packs.slice(8, 62), reason: 'crushed' },
  ] as const;
  await say((line) => line.take({ order, token: 'facts', facts }));
  await say((line) => line.returnUnused({ order, level: 'item', numbers: packs.slice(100, 180), token: 'back' }));
  await say((line) => line.take({ order, token: 'good', facts: [{ kind: 'encoded', numbers: packs.slice(90, 91) }] }));
  await say((line) => line.finish({ order, token: 'finish' }));
}

interface Cutting {
  readonly run?: (say: Say) => Promise<void>;
  readonly quantity?: number;
  readonly sliceMs?: number;
}

/** Runs the batch with the power failing after every so many steps, each message said again until it is answered. */
async function cutEvery(steps: number, { run = runBatch, quantity = 12, sliceMs }: Cutting = {}) {
  const { directory, remove } = temporary();
  let life = mortal(directory, Number.POSITIVE_INFINITY);
  assign(storesOf(life.db), anOrder({ line: FOREIGN, quantity }));
  const answers: unknown[] = [];
  const again = (lives: number) => {
    if (life.db.isOpen) life.db.close();
    life = mortal(directory, lives);
  };
  again(steps);
  await run(async (what) => {
    for (let tries = 0; ; tries++) {
      try {
        const answer = await what(benchOver(life.db, sliceMs).line);
        // The answer is lost on its way, and asked for once more.
        if (tries === 0) again(steps);
        const same = (await what(benchOver(life.db, sliceMs).line)) ?? answer;
        answers.push(same);
        return same;
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
    answers,
    events: events.map(({ eventTime: _, ...event }) => event),
    report,
    units: life.db.prepare('SELECT serial, state, reason FROM units ORDER BY serial').all(),
    handed: life.db.prepare('SELECT number, state FROM handed ORDER BY number').all(),
    back: life.db.prepare('SELECT block, number FROM given_back ORDER BY block, number').all(),
    begun: life.db.prepare('SELECT token FROM tokens WHERE begun IS NOT NULL').all(),
    parts: life.db.prepare('SELECT token FROM token_parts').all(),
    open: stores.exceptions.open(1).length,
    state: stores.batches.get(1).state,
  };
  life.db.close();
  remove();
  return result;
}

test('power that fails between any two steps loses nothing and doubles nothing', async () => {
  const whole = await cutEvery(Number.POSITIVE_INFINITY);
  expect(whole).toMatchObject({ state: 'closing', open: 1, back: [{}] });
  for (const steps of [1, 2, 3, 5]) expect(await cutEvery(steps)).toEqual(whole);
});

test('a message that is cut off between two slices goes on where it was, and is answered as one that never was', async () => {
  const long = { run: runLongBatch, quantity: 280 };
  const whole = await cutEvery(Number.POSITIVE_INFINITY, long);
  expect(whole).toMatchObject({ state: 'closing', open: 1, begun: [], parts: [] });
  expect(whole.back).toHaveLength(80);
  for (const steps of [1, 4]) expect(await cutEvery(steps, { ...long, sliceMs: 0 })).toEqual(whole);
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
  await line.begin('order-1', 'begin');
  const packs = await line.allocate({ order: 'order-1', level: 'item', count: 12, token: 'n' });
  const cases = await line.allocate({ order: 'order-1', level: 'case', count: 3, token: 'c' });
  if (!('numbers' in packs && 'numbers' in cases)) throw new Error('no numbers');
  await line.take({
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
  await line.finish({ order: 'order-1', token: 'end', counts: { commissioned: 12, cases: 3 } });
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
