import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

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

test('a printer of one message is never given the next before the camera has seen the last, however far the line looks ahead', async () => {
  const world = new FakeWorld();
  world.holds = 1;
  assign(stores, anOrder({ quantity: 20 }));
  const line = new Line({
    ...stores,
    line: 'line-1',
    place: { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' },
    machine: world.connect(),
    limits: v.parse(limits, { lookAhead: 8, settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  const done = line.work();
  await reached(() => stores.batches.in('closed').length > 0);
  line.stop();
  await done;
  expect(stores.journal.tally(1)).toMatchObject({ printed: 20, commissioned: 20 });
});
