import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
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

test('a line that rejects more and more for one reason warns of it in its batch, and does not stand for it', async () => {
  assign(stores, anOrder({ quantity: 40 }));
  const line = new Line({
    ...stores,
    line: 'line-1',
    place: { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' },
    machine: new FakeWorld(new Map([22, 24, 26, 28].map((carton) => [carton, 'bad grade']))).connect(),
    limits: v.parse(limits, { settleMs: 30, watchMs: 5, trendWindow: 40, trendShare: 0.1 }),
    now: () => Date.parse(at),
    posted: () => undefined,
    log: () => undefined,
  });
  const done = line.work();
  await reached(() => stores.batches.in('closed').length === 1);
  line.stop();
  await done;
  expect(stores.alarms.ofBatch(1)).toMatchObject([
    { code: 'grade-drift', stops: false, batch: 1 },
    { code: 'reject-trend', stops: false, batch: 1, detail: '3 of the last 26 packs rejected: grade' },
  ]);
});
