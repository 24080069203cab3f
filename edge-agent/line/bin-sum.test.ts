import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { packs } from '../testing/packing-bench.ts';
import { binDiffers } from './bin-sum.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  assign(stores, anOrder({ quantity: 30 }));
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

/** The batch begins with that much in the bin, and the bin's counter goes on so. */
function counted(...counters: readonly number[]): string | undefined {
  const { batches, db } = stores;
  for (const counter of counters.slice(0, 1)) batches.noteBin(1, counter);
  batches.move(batches.move(batches.get(1), 'clearance', at), 'running', at);
  packs(stores, 2, 'rejected');
  for (const counter of counters.slice(1)) batches.noteBin(1, counter);
  return binDiffers(db, batches.get(1));
}

test('what fell in before the batch is none of it, and a counter that was set back goes on from nothing', () => {
  expect(counted(7, 8, 0, 1)).toBeUndefined();
  expect(stores.batches.get(1).binned).toBe(2);
});

test('a pack that fell in and that nobody told of has to be explained before the batch ends, once', () => {
  expect(counted(7, 10)).toBe('2 packs of the batch were to be rejected, and 3 fell into the bin');
  stores.alarms.raise('line-1', { code: 'bin-disagrees', detail: 'x', stops: true, batch: 1 }, at);
  expect(binDiffers(stores.db, stores.batches.get(1))).toBeUndefined();
});

test('where nobody kept what the bin held when the batch began, nothing is held against it', () => {
  expect(counted()).toBeUndefined();
  stores.batches.noteBin(1, 12);
  expect(stores.batches.get(1).binned).toBeUndefined();
});
