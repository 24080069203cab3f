import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { LineTurns } from './line-turns.ts';

const LINE = 'line-1';
let home: ReturnType<typeof temporary>;
let stores: Stores;
let turns: LineTurns;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  for (const order of ['a', 'b', 'c']) stores.batches.create(anOrder({ order, lot: order }), at);
  turns = new LineTurns(LINE, stores.outbox);
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const post = (batch: number | undefined, count: number) =>
  Array.from({ length: count }, (_, index) =>
    stores.outbox.append(LINE, batch, { kind: 'epcis', owner: 'acme', document: { index } }, 1_000),
  );

/** Sends until nothing may go, or so many have gone; answers the batches of what went. */
function send(most = 1_000, now = 0): (number | undefined)[] {
  const batches: (number | undefined)[] = [];
  if (most === 0) return batches;
  for (const { sequence, batch } of turns.next(now)) {
    turns.sent(sequence, now);
    batches.push(batch);
    if (batches.length === most) break;
  }
  return batches;
}

describe('what a line sends next', () => {
  test('is of the batch at hand, and every fourth time of earlier ones', () => {
    post(1, 2);
    post(2, 3);
    post(3, 9);
    expect(send()).toEqual([3, 3, 3, 1, 3, 3, 3, 1, 3, 3, 3, 2, 2, 2]);
  });

  test('is the backlog’s at its turn also when only a few may go at a time', () => {
    post(1, 20);
    post(2, 40);
    const sent = Array.from({ length: 12 }, () => send(2)).flat();
    expect(sent.filter((batch) => batch === 1).length).toBeGreaterThanOrEqual(5);
  });

  test('is told in order within a batch', () => {
    post(1, 30);
    post(2, 30);
    const sequences = [...turns.next(0)].map(({ sequence, batch }) => ({ sequence, batch }));
    for (const batch of [1, 2]) {
      const own = sequences.filter((one) => one.batch === batch).map(({ sequence }) => sequence);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
    expect(new Set(sequences.map(({ sequence }) => sequence)).size).toBe(60);
  });

  test('leaves room for the batch at hand however much of the backlog is on its way', () => {
    post(1, 300);
    post(2, 1);
    send();
    post(2, 5);
    expect(send()).toEqual([2, 2, 2, 2, 2]);
  });

  test('may belong to no batch', () => {
    post(1, 1);
    post(undefined, 2);
    expect(send()).toEqual([undefined, undefined, 1]);
  });

  test('waits for its answer longer after every attempt, and not at all when the broker did not take it', () => {
    const [sequence = 0] = post(1, 1);
    send();
    expect(send(1, 14_999)).toEqual([]);
    expect(send(1, 15_000)).toEqual([1]);
    expect(send(1, 44_999)).toEqual([]);
    turns.notSent(sequence);
    expect(send(1, 44_999)).toEqual([1]);
  });
});
