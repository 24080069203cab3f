import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, tail, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const within = v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5 });

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const lineIn = (world: FakeWorld) =>
  new Line({
    ...stores,
    line: 'line-1',
    place,
    machine: world.connect(),
    limits: within,
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });

async function work(line: Line, until: () => boolean): Promise<void> {
  const done = line.work();
  await reached(until);
  line.stop();
  await done;
}

/** The counter in a serial of the builders. */
const counterOf = (serial = '') => Number(serial.slice(2));

test('what an operator issued with a serial is printed behind it, verified, kept over a restart, and told to nobody', async () => {
  assign(stores, anOrder({ market: 'ru' }));
  const world = new FakeWorld();
  const half = lineIn(world);
  await work(half, () => world.cartons.length >= 5);
  // Another process: what was on its way is known by what was kept.
  stores.db.close();
  stores = storesOf(openDatabase(home.directory));
  const line = lineIn(world);
  await work(line, () => stores.batches.in('closed').length > 0);

  const labels = world.cartons.flatMap(({ label }) => label?.elements ?? []).length / 4;
  expect(labels).toBe(12);
  for (const { label } of world.cartons) {
    const [gtin, serial, key, crypto] = label?.elements ?? [];
    const due = tail(counterOf(serial?.value));
    expect([gtin?.ai, serial?.ai, key, crypto]).toEqual([
      '01',
      '21',
      { ai: '91', value: due['91'] },
      { ai: '92', value: due['92'] },
    ]);
  }
  expect(stores.journal.tally(1)).toMatchObject({ printed: 12, good: 12, commissioned: 12 });
  const told = stores.outbox
    .waiting('line-1', 100)
    .map(({ sequence }) => stores.outbox.body('line-1', sequence))
    .join();
  expect(told).toContain('SN');
  expect(told).not.toContain(tail(1)['91']);
});

test('a code with the tail of another serial is rejected', async () => {
  assign(stores, anOrder({ market: 'ru', quantity: 4 }));
  const world = new FakeWorld(new Map([[2, 'label doubled']]));
  const line = lineIn(world);
  const done = line.work();
  await reached(() => {
    if (line.state === 'Held') line.acknowledge('tester');
    return stores.batches.in('closed').length > 0;
  });
  line.stop();
  await done;
  expect(stores.journal.rejects(1)).not.toEqual({});
});
