import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { SerialCloud } from '../testing/serial-cloud.ts';
import { SerialStock } from './serial-stock.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let cloud: SerialCloud;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  cloud = new SerialCloud();
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

  test('keeps what stands behind a serial with it, and takes no page where some is missing', async () => {
    const batch = batchOf({ quantity: 12, unitsPerCase: 4, casesPerPallet: 1 });
    const of = (serial: string) => ({ '91': 'EE06', '92': `crypto of ${serial}` });
    cloud.tails = { of, most: 4 };
    await expect(stockNow().prepare(batch)).rejects.toThrow('not as many tails as serials');
    cloud.tails = { of };
    await stockNow().prepare(batch);
    const supply = { batch: batch.batch, owner: 'acme-pharma', pool: 'serials' };
    const taken = Array.from({ length: 12 }, () => stores.stock.takeFrom(supply));
    expect(taken.map(({ tail }) => tail)).toEqual(taken.map(({ number }) => of(number)));
  });

  test('asks for the same block under the same id when the answer was lost, also after a restart', async () => {
    const batch = batchOf({ quantity: 4, unitsPerCase: 4, casesPerPallet: 1 });
    cloud.loseNext = 1;
    await expect(stockNow().prepare(batch)).rejects.toThrow('the answer was lost');
    await stockNow().prepare(batch);
    const [first, second] = cloud.asked.map(({ requestId }) => requestId);
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

  test('fetches a page again that does not come as it was sent, and keeps none that never does', async () => {
    const batch = batchOf({ quantity: 8, unitsPerCase: 8, casesPerPallet: 1 });
    cloud.spoilNext = 2;
    await stockNow().prepare(batch);
    const supply = { batch: batch.batch, owner: 'acme-pharma', pool: 'serials' };
    expect(Array.from({ length: 8 }, () => stores.stock.take(supply))).not.toContain('N1');
    const next = batchOf({ order: 'two', quantity: 8, unitsPerCase: 8, casesPerPallet: 1 });
    cloud.spoilNext = 99;
    await expect(stockNow().prepare(next)).rejects.toThrow('is not what its checksum says');
    expect(stores.stock.level({ ...supply, batch: next.batch }).ready).toBe(0);
  });

  test('takes over no more of what was left than it misses', async () => {
    for (const order of ['one', 'two'])
      await stockNow().prepare(batchOf({ order, quantity: 8, unitsPerCase: 8, casesPerPallet: 1 }));
    stores.db.exec("UPDATE batches SET state = 'closed'");
    const third = batchOf({ order: 'three', quantity: 6, unitsPerCase: 8, casesPerPallet: 1 });
    await stockNow().prepare(third);
    expect(stores.stock.level({ batch: third.batch, owner: 'acme-pharma', pool: 'serials' }).asked).toBe(8);
    expect(stores.stock.take({ batch: third.batch, owner: 'acme-pharma', pool: 'serials' })).toBe('N1000');
  });

  describe('with a pool that is exhausted', () => {
    const ahead = (pool: string) => stores.stock.want(`ahead-${pool}`, { owner: 'acme-pharma', pool }, 10, at);
    const left = () => stores.stock.incomplete(undefined).map(({ pool }) => pool);
    beforeEach(() => {
      cloud.dry.add('dry');
      for (const pool of ['dry', 'full']) ahead(pool);
    });

    test('fetches what other pools give, and says what failed', async () => {
      await expect(stockNow().fetchAhead(() => true)).rejects.toThrow('pool dry is exhausted');
      expect(left()).toEqual(['dry']);
    });

    test('asks for it no longer once nobody wants it', async () => {
      await expect(stockNow().fetchAhead(({ pool }) => pool === 'full')).rejects.toThrow('pool dry is exhausted');
      expect(left()).toEqual([]);
      await stockNow().fetchAhead(() => true);
    });

    test('asks for nothing more when the cloud is away', async () => {
      cloud.dry.clear();
      cloud.loseNext = 1;
      await expect(stockNow().fetchAhead(() => true)).rejects.toThrow('the answer was lost');
      expect(cloud.asked.map(({ pool }) => pool)).toEqual(['dry']);
    });
  });
});
