import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { openDatabase, transaction } from './database.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  stores.batches.create(anOrder({ order: 'one' }), at);
  stores.batches.create(anOrder({ order: 'two' }), at);
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const supply = (batch: number) => ({ batch, owner: 'acme-pharma', pool: 'serials' });
function block(request: string, batch: number, first: number, pages: string[][]): void {
  const { stock } = stores;
  const count = pages.flat().length;
  stock.want(request, supply(batch), count, at);
  stock.grant(request, { first, last: first + count - 1 }, at);
  let next = first;
  for (const serials of pages) {
    stock.keep(request, { first: next, serials });
    next += serials.length;
  }
}

describe('the stock', () => {
  test('is used in counter order, over pages and blocks', () => {
    block('later', 1, 50, [['e', 'f']]);
    block('earlier', 1, 10, [['a', 'b'], ['c']]);
    const taken = Array.from({ length: 5 }, () => stores.stock.take(supply(1)));
    expect(taken).toEqual(['a', 'b', 'c', 'e', 'f']);
    expect(() => stores.stock.take(supply(1))).toThrow('no numbers of serials left');
  });

  test('gives a number back only when nothing of the step that took it was kept', () => {
    block('one', 1, 10, [['a', 'b']]);
    const fails = () =>
      transaction(stores.db, () => {
        stores.stock.take(supply(1));
        throw new Error('no');
      });
    expect(fails).toThrow('no');
    expect([stores.stock.take(supply(1)), stores.stock.take(supply(1))]).toEqual(['a', 'b']);
  });

  test('keeps no page in memory that is used up', () => {
    block('one', 1, 10, [['a']]);
    const takeBack = () =>
      transaction(stores.db, () => {
        stores.stock.take(supply(1));
        throw new Error('no');
      });
    expect(takeBack).toThrow('no');
    const prepare = vi.spyOn(stores.db, 'prepare');
    expect(stores.stock.take(supply(1))).toBe('a');
    expect(prepare).toHaveBeenCalledWith(expect.stringContaining('SELECT first, serials, tails FROM pages'));
  });

  test('knows what is asked for and what is at hand', () => {
    stores.stock.want('one', supply(1), 5, at);
    expect(stores.stock.level(supply(1))).toEqual({ asked: 5, ready: 0 });
    stores.stock.grant('one', { first: 1, last: 5 }, at);
    stores.stock.keep('one', { first: 1, serials: ['a', 'b'] });
    stores.stock.take(supply(1));
    expect(stores.stock.level(supply(1))).toEqual({ asked: 4, ready: 1 });
    expect(stores.stock.incomplete(1)).toMatchObject([{ request: 'one', granted: { first: 1, last: 5, fetched: 3 } }]);
  });

  test('takes no page twice, out of order, or beyond its block', () => {
    stores.stock.want('one', supply(1), 3, at);
    stores.stock.grant('one', { first: 1, last: 3 }, at);
    stores.stock.keep('one', { first: 1, serials: ['a'] });
    expect(() => stores.stock.keep('one', { first: 1, serials: ['a'] })).toThrow('does not follow');
    expect(() => stores.stock.keep('one', { first: 3, serials: ['c'] })).toThrow('does not follow');
    expect(() => stores.stock.keep('one', { first: 2, serials: ['b', 'c', 'd'] })).toThrow('does not follow');
  });

  test('takes over what a closed batch has left, and nothing of one that runs', () => {
    block('one', 1, 10, [['a', 'b']]);
    stores.stock.take(supply(1));
    stores.stock.adopt(supply(2), 1);
    expect(stores.stock.level(supply(2)).ready).toBe(0);
    stores.db.exec("UPDATE batches SET state = 'closed' WHERE batch = 1");
    stores.stock.adopt(supply(2), 1);
    expect(stores.stock.take(supply(2))).toBe('b');
  });
});
