import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { CounterStore } from '../store/line-counters.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { LINE, lineAtWork } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import { LineCounters } from './counters.ts';
import type { Line } from './line.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let now: number;
let told: string[];
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  now = 0;
  told = [];
});
afterEach(() => {
  if (stores.db.isOpen) stores.db.close();
  home.remove();
});

const countersOf = (line: Line) =>
  new LineCounters({
    line,
    counters: new CounterStore(stores.db),
    designSpeed: 600,
    clock: () => now,
    log: (code) => told.push(code),
  });

/** A line runs an order of twelve with two packs that are rejected. */
async function ran(order: string): Promise<Line> {
  assign(stores, anOrder({ order, quantity: 12 }));
  return lineAtWork(
    stores,
    new FakeWorld(
      new Map([
        [3, 'no read'],
        [5, 'no read'],
      ]),
    ),
  );
}

async function toEnd(line: Line, closed: number): Promise<void> {
  const done = line.work();
  await reached(() => stores.batches.in('closed').length === closed);
  line.stop();
  await done;
}

describe('counters of a line at work', () => {
  test('count labels, packs and defects of the batch, and keep them with it', async () => {
    const line = await ran('one');
    const counters = countersOf(line);
    await toEnd(line, 1);
    const counted = counters.now();
    expect(counted).toMatchObject({ consumed: { count: 12, accCount: 12 }, processed: { count: 12, accCount: 12 } });
    expect(counted.defective).toEqual({ 'no read': { count: 2, accCount: 2 } });
    expect(counted.oee.quality).toBeCloseTo(10 / 12);
    counters.stop();
    expect(new CounterStore(stores.db).ofBatch(1)).toMatchObject({ processed: { count: 12 } });
  });

  test('begin anew with every batch; what was counted ever goes on', async () => {
    const first = await ran('one');
    const before = countersOf(first);
    await toEnd(first, 1);
    before.stop();
    const second = await ran('two');
    const counters = countersOf(second);
    await toEnd(second, 2);
    expect(counters.now()).toMatchObject({
      processed: { count: 12, accCount: 24 },
      consumed: { count: 12, accCount: 24 },
    });
    counters.stop();
  });

  test('lose no unit and double none when the agent dies without writing them down', async () => {
    const line = await ran('one');
    const lost = countersOf(line);
    await toEnd(line, 1);
    // Whatever was written down on the way, the trail of the units is read on from there.
    const kept = new CounterStore(stores.db).of(LINE);
    const again = countersOf(line);
    expect(kept === undefined || kept.counters.processed.accCount <= 12).toBe(true);
    expect(again.now().processed.accCount).toBe(12);
    expect(again.now().processed.accCount).toBe(12);
    lost.stop();
    again.stop();
  });

  test('count time in the state that holds, and people begin them anew', () => {
    const line = lineAtWork(stores, new FakeWorld());
    const counters = countersOf(line);
    now += 5_000;
    expect(counters.now()).toMatchObject({
      state: 'Stopped',
      stateCurrentTime: 5_000,
      accTimeSinceReset: 5_000,
      plannedTime: 0,
    });
    counters.reset('lena');
    expect(told).toEqual(['counters-reset']);
    now += 1_000;
    expect(counters.now()).toMatchObject({ accTimeSinceReset: 1_000, stateCurrentTime: 6_000 });
    counters.stop();
    const kept = new CounterStore(stores.db).of(LINE);
    expect(kept?.counters.accTimeSinceReset).toBe(1_000);
  });

  test('that cannot be written are no reason for the line to stand', () => {
    const counters = countersOf(lineAtWork(stores, new FakeWorld()));
    stores.db.close();
    counters.stop();
    expect(told).toContain('counters-failed');
  });
});
