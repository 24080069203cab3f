import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SerialBlock, SerialPage, SerialRequest } from '#shared/messages/site-api.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { SerialStock } from './serial-stock.ts';

/** A cloud that gives each request id one block, and loses answers when told to. */
class FakeCloud {
  readonly asked: string[] = [];
  readonly blocks = new Map<string, SerialBlock>();
  pageSize = 5;
  /** Every n-th counter is skipped, as in a pool whose keys were changed; 0 skips none. */
  skipEvery = 0;
  loseNext = 0;
  #next = 1_000;

  async requestSerials(_owner: string, { requestId, pool, count }: SerialRequest): Promise<SerialBlock> {
    this.asked.push(requestId);
    const first = this.#next;
    let last = first - 1;
    for (let given = 0; given < count; ) if (!this.#skips(++last)) given++;
    const known = this.blocks.get(requestId) ?? { requestId, pool, first, last };
    if (!this.blocks.has(requestId)) this.#next = last + 1;
    this.blocks.set(requestId, known);
    this.#maybeLose();
    return known;
  }

  async serials(_owner: string, requestId: string, from: number, limit: number): Promise<SerialPage> {
    this.#maybeLose();
    const last = this.blocks.get(requestId)?.last ?? 0;
    const end = Math.min(last, from + Math.min(limit, this.pageSize) - 1);
    const counters = Array.from({ length: end - from + 1 }, (_, index) => from + index);
    const serials = counters.filter((counter) => !this.#skips(counter)).map((counter) => `N${counter}`);
    return { serials, first: from, ...(end < last ? { next: end + 1 } : {}) };
  }

  #skips(counter: number): boolean {
    return this.skipEvery > 0 && counter % this.skipEvery === 0;
  }

  #maybeLose(): void {
    if (this.loseNext > 0 && this.loseNext-- === 1) throw new Error('the answer was lost');
  }
}

let home: ReturnType<typeof temporary>;
let stores: Stores;
let cloud: FakeCloud;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  cloud = new FakeCloud();
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

let ids = 0;
const stockNow = () =>
  new SerialStock({ ...stores, cloud, site: 'plant', newId: () => `request-${ids++}`, now: () => Date.parse(at) });
function batchOf(order: Partial<ReturnType<typeof anOrder>>) {
  stores.batches.create(anOrder(order), at);
  const [created] = stores.batches.in('created').slice(-1);
  if (created === undefined) throw new Error('no batch');
  return created;
}

describe('the serial stock', () => {
  test('asks for a serial to every carton and an SSCC to every case and pallet', async () => {
    const batch = batchOf({ quantity: 13, unitsPerCase: 4, casesPerPallet: 3 });
    await stockNow().prepare(batch);
    expect([...cloud.blocks.values()].map(({ pool, first, last }) => [pool, last - first + 1])).toEqual([
      ['serials', 13],
      ['containers', 4 + 2],
    ]);
    expect(stores.stock.level({ batch: batch.batch, owner: 'acme-pharma', pool: 'serials' }).ready).toBe(13);
  });

  test('gets all its numbers from a pool that skips some', async () => {
    const batch = batchOf({ quantity: 13, unitsPerCase: 4, casesPerPallet: 3 });
    cloud.skipEvery = 3;
    await stockNow().prepare(batch);
    const supply = { batch: batch.batch, owner: 'acme-pharma', pool: 'serials' };
    const taken = Array.from({ length: 13 }, () => stores.stock.take(supply));
    expect(taken.slice(0, 4)).toEqual(['N1000', 'N1001', 'N1003', 'N1004']);
    expect(() => stores.stock.take(supply)).toThrow('no numbers of serials left');
  });

  test('asks for the same block under the same id when the answer was lost, also after a restart', async () => {
    const batch = batchOf({ quantity: 4, unitsPerCase: 4, casesPerPallet: 1 });
    cloud.loseNext = 1;
    await expect(stockNow().prepare(batch)).rejects.toThrow('the answer was lost');
    await stockNow().prepare(batch);
    const [first, second] = cloud.asked;
    expect(second).toBe(first);
    expect(cloud.blocks.size).toBe(2);
  });

  test('fetches no page twice when it was interrupted', async () => {
    const batch = batchOf({ quantity: 12, unitsPerCase: 12, casesPerPallet: 1 });
    cloud.loseNext = 3;
    await expect(stockNow().prepare(batch)).rejects.toThrow('the answer was lost');
    expect(stores.stock.level({ batch: batch.batch, owner: 'acme-pharma', pool: 'serials' }).ready).toBe(5);
    await stockNow().prepare(batch);
    const taken = Array.from({ length: 12 }, () =>
      stores.stock.take({ batch: batch.batch, owner: 'acme-pharma', pool: 'serials' }),
    );
    expect(taken).toEqual(Array.from({ length: 12 }, (_, index) => `N${1_000 + index}`));
  });

  test('uses up what an earlier batch has left before it asks for more', async () => {
    const first = batchOf({ order: 'one', quantity: 8, unitsPerCase: 4, casesPerPallet: 2 });
    await stockNow().prepare(first);
    stores.db.exec("UPDATE batches SET state = 'closed'");
    const second = batchOf({ order: 'two', quantity: 10, unitsPerCase: 4, casesPerPallet: 2 });
    await stockNow().prepare(second);
    const counts = [...cloud.blocks.values()].map(({ first, last }) => last - first + 1);
    expect(counts).toEqual([8, 3, 2, 2]);
  });

  test('takes no block of another size than it asked for', async () => {
    const batch = batchOf({ quantity: 4 });
    cloud.requestSerials = async (_owner, { requestId, pool }) => ({ requestId, pool, first: 1, last: 2 });
    await expect(stockNow().prepare(batch)).rejects.toThrow('2 numbers for 4 asked');
  });
});
