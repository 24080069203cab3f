import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListedOrder } from '../../link/cloud-api.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { takeOrder } from './take-order.ts';

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

const later = '2026-03-01T09:00:00.000Z';
const cancel = { at, by: 'mia', reason: 'the market wants none' };
const take = (listed: ListedOrder) =>
  takeOrder({ ...stores, site: 'plant', owners: ['acme-pharma'], lines: ['line-1', 'line-2'] }, listed, later);
const standing = () => stores.standings.find('acme-pharma', 'order-1')?.standing;

test('a newer revision is applied before a line begins, and prepared anew; the one before is over', () => {
  const batch = assign(stores, anOrder());
  expect(stores.batches.orderOf(1).quantity).toBe(12);
  take(anOrder({ quantity: 20, line: 'line-2', revision: 2 }));
  expect(stores.batches.get(1)).toMatchObject({ state: 'created', line: 'line-2', revision: 2, seen: 2 });
  expect(stores.batches.orderOf(1)).toMatchObject({ quantity: 20, line: 'line-2' });
  expect(standing()).toEqual({ seen: 2, runs: 2, state: 'created', line: 'line-2', at: later });
  expect(() => stores.batches.move(batch, 'clearance', later)).toThrow('no longer assigned');
  const audit = stores.db.prepare("SELECT now FROM audit WHERE now LIKE 'revision%'").all();
  expect(audit).toEqual([{ now: 'revision 2: line line-2 (was line-1), quantity 20 (was 12)' }]);
  take(anOrder({ quantity: 20, line: 'line-2', revision: 2 }));
  expect(stores.batches.get(1).edition).toBe(2);
});

test('a line that begins by what it saw of an order begins nothing when the order was changed and assigned again', () => {
  const seen = assign(stores, anOrder());
  take(anOrder({ quantity: 8, revision: 2 }));
  stores.batches.assign(stores.batches.get(1), seen.recipe, later);
  expect(() => stores.batches.move(seen, 'clearance', later)).toThrow('no longer');
  expect(stores.batches.move(stores.batches.get(1), 'clearance', later).order.quantity).toBe(8);
});

test.each(['clearance', 'running', 'closed'] as const)(
  'from %s on a change and a cancellation are turned down, once',
  (state) => {
    assign(stores, anOrder());
    stores.db.prepare('UPDATE batches SET state = ?').run(state);
    take(anOrder({ quantity: 20, revision: 2 }));
    expect(standing()).toMatchObject({ seen: 2, runs: 1, state, recipe: { recipe: 'standard', version: 1 } });
    expect(standing()?.refused).toMatch(state === 'closed' ? 'its lot is closed' : /line-1 has begun it/);
    take({ ...anOrder({ quantity: 20, revision: 3 }), cancel });
    expect(standing()).toMatchObject({ seen: 3, runs: 1, state });
    expect(stores.batches.get(1)).toMatchObject({ state, order: { quantity: 12 } });
  },
);

test('a wish to cancel makes the batch cancelled, and its numbers are left over like those of a batch that is done', () => {
  assign(stores, anOrder());
  take({ ...anOrder({ revision: 2 }), cancel });
  expect(stores.batches.get(1)).toMatchObject({ state: 'cancelled', closedAt: later, revision: 2 });
  expect(standing()).toEqual({ seen: 2, runs: 2, state: 'cancelled', line: 'line-1', at: later });
  expect(stores.batches.next('line-1')).toBeUndefined();
  const left = stores.leftovers.all().map(({ pool, numbers, closedAt }) => ({ pool, numbers, closedAt }));
  expect(left).toContainEqual({ pool: 'serials', numbers: 12, closedAt: later });
  stores.batches.create(anOrder({ order: 'order-2' }), later);
  stores.stock.adopt({ batch: 2, owner: 'acme-pharma', pool: 'serials' }, 12);
  expect(stores.stock.level({ batch: 2, owner: 'acme-pharma', pool: 'serials' }).ready).toBe(12);
});

test('what the site has cancelled itself is not changed any more, and a later wish to cancel it is what is', () => {
  const batch = assign(stores, anOrder());
  stores.orderChanges.cancel(batch, { at, why: 'Lena: no cartons', who: 'lena' });
  expect(standing()).toMatchObject({ seen: 1, runs: 1, state: 'cancelled', why: 'Lena: no cartons' });
  take(anOrder({ quantity: 20, revision: 2 }));
  expect(standing()).toMatchObject({ seen: 2, runs: 1, refused: 'the site has cancelled it' });
  take({ ...anOrder({ revision: 3 }), cancel });
  expect(standing()).toMatchObject({ seen: 3, runs: 3, state: 'cancelled' });
});

test('an order that was moved here stays there until a newer revision comes', () => {
  const batch = assign(stores, anOrder());
  const moved = { order: { ...batch.order, line: 'line-2' }, at, why: 'Lena: line-1 is down', who: 'lena' };
  expect(stores.orderChanges.change(batch, moved)).toBe(true);
  take(anOrder());
  expect(stores.batches.next('line-2')).toMatchObject({ state: 'assigned', order: { line: 'line-2' } });
  expect(standing()).toMatchObject({ state: 'assigned', line: 'line-2', why: 'Lena: line-1 is down' });
  expect(stores.orderChanges.change(batch, moved)).toBe(false);
  take(anOrder({ quantity: 11, revision: 2 }));
  expect(stores.batches.get(1)).toMatchObject({ line: 'line-1', why: undefined });
});

test('an order that cannot be run here is told as refused, until a revision of it can', () => {
  expect(take(anOrder({ line: 'line-9' }))).toBe('this site has no line line-9. One of line-1, line-2.');
  expect(standing()).toMatchObject({ seen: 1, runs: 1, state: 'refused', line: 'line-9' });
  expect(take(anOrder({ line: 'line-2', revision: 2 }))).toBeUndefined();
  expect(standing()).toEqual({ seen: 2, runs: 2, state: 'created', line: 'line-2', at: '2026-03-01T09:00:00.001Z' });
  expect(take(anOrder({ line: 'line-9', revision: 3 }))).toBeUndefined();
  expect(standing()).toMatchObject({ seen: 3, runs: 2, state: 'created', refused: 'this site has no line line-9' });
});

test('an order that is to be cancelled when it is first seen is never run', () => {
  take({ ...anOrder({ revision: 2 }), cancel });
  expect(stores.batches.latest(undefined, 9)).toEqual([]);
  expect(standing()).toMatchObject({ seen: 2, runs: 2, state: 'cancelled' });
});
