import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { untilStart } from './awaited.ts';
import { possibleCommands } from './by-hand.ts';

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

test('an idle line whose next batch lacks nothing but a person’s start says so, also after a power cut', () => {
  const batch = assign(stores, anOrder());
  const ready = { clearance: undefined, partials: [], else: [] };
  const words = ['Batch 1 (order order-1, lot LOT42) waits for somebody to start it'];
  expect(untilStart(ready, batch, 'Idle').else).toEqual(words);
  expect(untilStart(ready, batch, 'Execute').else).toEqual([]);
  const list = { ...ready, clearance: { phase: 'before' as const, items: ['Bin is empty'] } };
  expect(untilStart(list, batch, 'Idle')).toEqual(list);
});

test('no command is offered that would be refused at once', () => {
  expect(possibleCommands('Held', false, true)).toContain('unhold');
  expect(possibleCommands('Held', true, true)).not.toContain('unhold');
  expect(possibleCommands('Idle', false, true)).toContain('start');
  expect(possibleCommands('Idle', false, false)).not.toContain('start');
  expect(possibleCommands('Execute', true, false)).toContain('stop');
});
