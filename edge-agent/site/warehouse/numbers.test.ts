import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, sscc, storesOf, temporary } from '../../testing/builders.ts';
import { SerialStock } from '../serial-stock.ts';
import { WarehouseNumbers } from './numbers.ts';

const of = { owner: 'acme-pharma', pool: 'containers' };
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

let breaksAt: number | undefined;
const requests: string[] = [];
/** A cloud that gives SSCCs, 200 a page. */
const cloud = {
  requestSerials: async (_: string, { requestId, pool, count }: { requestId: string; pool: string; count: number }) => {
    requests.push(requestId);
    return { requestId, pool, first: 1, last: count };
  },
  serials: async (_: string, __: string, from: number) => {
    if (from === breaksAt) throw new Error('the WAN is away');
    const serials = Array.from({ length: Math.min(200, 501 - from) }, (_one, i) => sscc(from + i));
    return { first: from, serials, ...(from + 200 <= 500 && { next: from + 200 }) };
  },
};
let ids = 0;
const stock = () =>
  new SerialStock({ ...stores, cloud, site: 'plant', newId: () => `r${ids++}`, now: () => Date.parse(at) });

test('are fetched in pages, go on where they broke off, and are each used once', async () => {
  const numbers = new WarehouseNumbers(stores.db, of);
  breaksAt = 401;
  await expect(numbers.refill(stock())).rejects.toThrow('WAN');
  expect(numbers.count()).toBe(400);
  breaksAt = undefined;
  await new WarehouseNumbers(stores.db, of).refill(stock());
  expect(requests).toHaveLength(1);
  const taken = Array.from({ length: 500 }, () => numbers.take().sscc);
  expect(new Set(taken).size).toBe(500);
  expect(taken[0]).toBe(sscc(1));
  expect(() => numbers.take()).toThrow('no number for a container');
});

test('are the warehouse’s alone: no batch adopts them, and they are no leftovers', async () => {
  const numbers = new WarehouseNumbers(stores.db, of);
  await numbers.refill(stock());
  stores.batches.create(anOrder(), at);
  const [batch] = stores.batches.in('created');
  if (batch === undefined) throw new Error('no batch');
  stores.stock.adopt({ ...of, batch: batch.batch }, 10);
  expect(stores.stock.level({ ...of, batch: batch.batch })).toEqual({ asked: 0, ready: 0 });
  expect(stores.leftovers.all()).toEqual([]);
  expect(stores.stock.incomplete(undefined)).toEqual([]);
  expect(numbers.count()).toBe(500);
});
