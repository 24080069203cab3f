import { afterEach, beforeEach, expect, test } from 'vitest';
import { busyLines } from './busy-lines.ts';
import { openDatabase } from './store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from './testing/builders.ts';

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

test('a lot of another maker’s line that waits for people holds no update back, a batch that runs does', () => {
  const foreign = [{ line: { line: 'packer-7' } }];
  const run = (line: string, order: string) =>
    stores.batches.move(assign(stores, anOrder({ line, order, lot: order })), 'running', at, 'begun');
  stores.batches.move(run('packer-7', 'a'), 'closing', at, 'ended by its line');
  expect(busyLines(stores, foreign)).toEqual([]);
  run('packer-7', 'b');
  stores.batches.move(run('line-1', 'c'), 'closing', at, 'all are printed');
  expect(busyLines(stores, foreign)).toEqual(['packer-7', 'line-1']);
});
