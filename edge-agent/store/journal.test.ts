import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { openDatabase } from './database.ts';

const gtin = '09521234000013';
let home: ReturnType<typeof temporary>;
let stores: Stores;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  stores.batches.create(anOrder(), at);
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const print = (ordinal: number, serial = `S${ordinal}`) =>
  stores.journal.printing({ batch: 1, ordinal, gtin, serial, sequence: 100 + ordinal }, at);

describe('the journal', () => {
  test('follows a unit to its fate, and its audit trail says how it got there', () => {
    const verified = stores.journal.verified(print(1), 'good', undefined, at);
    stores.journal.settled(verified, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
    expect(stores.journal.bySerial(gtin, 'S1')).toMatchObject({
      state: 'commissioned',
      verdict: 'good',
      fate: 'passed',
    });
    const trail = stores.db.prepare("SELECT was, now, why FROM audit WHERE subject = 'unit S1' ORDER BY entry").all();
    expect(trail).toEqual([
      { was: null, now: 'printing', why: null },
      { was: 'printing', now: 'verified', why: 'good' },
      { was: 'verified', now: 'commissioned', why: 'passed' },
    ]);
  });

  test('never prints a serial twice', () => {
    print(1, 'same');
    expect(() => print(2, 'same')).toThrow('UNIQUE');
  });

  test('gives a unit one verdict and one fate', () => {
    const unit = print(1);
    stores.journal.verified(unit, 'good', undefined, at);
    expect(() => stores.journal.verified(unit, 'reject', 'grade', at)).toThrow('has its verdict already');
    stores.journal.settled(unit, { state: 'rejected', fate: 'rejected', reason: 'grade' }, at);
    expect(() =>
      stores.journal.settled(unit, { state: 'commissioned', fate: 'passed', reason: undefined }, at),
    ).toThrow('has its fate already');
    expect(stores.journal.rejects(1)).toEqual({ grade: 1 });
  });

  test('knows the last trigger anybody spoke of', () => {
    expect(stores.journal.lastTrigger('line-1')).toBe(0);
    stores.journal.verified(print(1), 'good', undefined, at);
    print(2);
    expect(stores.journal.lastTrigger('line-1')).toBe(101);
  });
});

describe('batches', () => {
  test('take an order once', () => {
    expect(stores.batches.create(anOrder({ quantity: 99 }), at)).toBe('known');
    expect(stores.batches.get(1).order.quantity).toBe(12);
  });

  test('move only from the state that was seen', () => {
    const seen = stores.batches.get(1);
    stores.batches.move(seen, 'assigned', at);
    expect(() => stores.batches.move(seen, 'assigned', at)).toThrow('is no longer created');
  });

  test('that have begun come before those that have not', () => {
    stores.batches.move(stores.batches.get(1), 'assigned', at);
    stores.batches.create(anOrder({ order: 'second' }), at);
    const second = stores.batches.move(stores.batches.get(2), 'assigned', at);
    expect(stores.batches.next('line-1')?.batch).toBe(1);
    stores.batches.move(second, 'running', at);
    expect(stores.batches.next('line-1')).toMatchObject({ batch: 2, startedAt: at });
    expect(stores.batches.next('another line')).toBeUndefined();
  });
});
