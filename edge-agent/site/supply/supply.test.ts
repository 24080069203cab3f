import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CloudFailure } from '../../link/cloud-failure.ts';
import { openDatabase, transaction } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { SerialCloud } from '../../testing/serial-cloud.ts';
import { SerialStock } from '../serial-stock.ts';
import { SiteAlarms } from '../site-alarms.ts';
import { supplySettings } from './settings.ts';
import { Supply } from './supply.ts';

const DAY = 86_400_000;
let home: ReturnType<typeof temporary>;
let stores: Stores;
let cloud: SerialCloud;
let alarms: SiteAlarms;
let now: number;
let ids = 0;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  cloud = new SerialCloud();
  now = Date.parse(at);
  alarms = new SiteAlarms(
    stores.siteAlarmRows,
    () => at,
    () => undefined,
  );
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const nothing = { refused: [], waiting: [] };
const newId = () => `id-${ids++}`;
const serialStock = () => new SerialStock({ ...stores, cloud, site: 'plant', newId, now: () => now });
function supplyOf(settings: v.InferInput<typeof supplySettings> = {}, tenant = 'acme-pharma'): Supply {
  const supply = v.parse(supplySettings, settings);
  const needs = { ...stores, cloud, newId, tenant, supply, siteAlarms: alarms, serialStock: serialStock() };
  return new Supply({ ...needs, now: () => now });
}

/** A batch that has got its numbers, used some of them, and is in a state. */
async function batch(order: string, quantity: number, used: number, state = 'reported') {
  stores.batches.create(anOrder({ order, quantity, unitsPerCase: 8, casesPerPallet: 1 }), at);
  const [created] = stores.batches.in('created').slice(-1);
  if (created === undefined) throw new Error('no batch');
  await serialStock().prepare(created);
  const supply = { batch: created.batch, owner: 'acme-pharma', pool: 'serials' };
  transaction(stores.db, () => {
    for (let n = 0; n < used; n++) stores.stock.take(supply);
  });
  stores.db
    .prepare('UPDATE batches SET state = ?, started_at = ?, closed_at = ? WHERE batch = ?')
    .run(state, at, at, created.batch);
  return supply;
}
const back = () => [...cloud.returned.values()].map(({ ranges }) => ranges);

describe('what a batch has left over', () => {
  test('waits for the next batch, and goes back once when none comes', async () => {
    await batch('one', 8, 5);
    const supply = supplyOf();
    now += 6 * DAY;
    await supply.round(nothing);
    expect(back()).toEqual([]);
    now += 2 * DAY;
    cloud.loseNext = 1;
    await expect(supply.round(nothing)).rejects.toThrow('the answer was lost');
    await supplyOf().round(nothing);
    await supply.round(nothing);
    expect(back()).toContainEqual([{ first: 1_005, last: 1_007 }]);
    expect(new Set(cloud.cameBack()).size).toBe(cloud.cameBack().length);
    const next = await batch('two', 3, 0);
    expect(stores.stock.take(next)).not.toBe('N1005');
  });

  test('is named by its counters where the pool skips some', async () => {
    cloud.skipEvery = 3;
    await batch('one', 8, 3);
    now += 8 * DAY;
    await supplyOf().round(nothing);
    const own = [...cloud.blocks.values()].find(({ pool }) => pool === 'serials');
    expect(back()).toContainEqual([{ first: 1_004, last: own?.last }]);
  });

  test('stays while the cloud has not the report, and as far as orders wait for it', async () => {
    await batch('one', 8, 5, 'closed');
    now += 8 * DAY;
    await supplyOf().round(nothing);
    expect(back()).toEqual([]);
    stores.db.exec("UPDATE batches SET state = 'reported'");
    stores.batches.create(anOrder({ order: 'two', quantity: 3, unitsPerCase: 8, casesPerPallet: 1 }), at);
    await supplyOf().round(nothing);
    expect(cloud.cameBack()).not.toContain('N1005');
  });

  test('raises an alarm when the cloud does not take it, and is said again after a restart', async () => {
    await batch('one', 8, 5);
    now += 8 * DAY;
    const giveBack = cloud.giveBack;
    cloud.giveBack = async () => {
      throw new CloudFailure('permanent', 'events name a number');
    };
    await supplyOf().round(nothing);
    expect(alarms.open()).toMatchObject([{ code: 'returns-refused', detail: expect.stringContaining('events name') }]);
    cloud.giveBack = giveBack;
    await supplyOf().round(nothing);
    expect(alarms.open()).toEqual([]);
    expect(cloud.cameBack()).toContain('N1005');
  });
});

describe('numbers that a line gave back', () => {
  const giveBack = (numbers: readonly string[]) => {
    stores.batches.create(anOrder(), at);
    const put = stores.db.prepare('INSERT INTO given_back (owner, block, number, batch, at) VALUES (?, ?, ?, 1, ?)');
    for (const number of numbers) put.run('acme-pharma', 'block-1', number, at);
  };

  test('go back once, under the same id after a lost answer', async () => {
    giveBack(['N1', 'N2']);
    cloud.loseNext = 1;
    await expect(supplyOf().round(nothing)).rejects.toThrow('lost');
    await supplyOf().round(nothing);
    await supplyOf().round(nothing);
    expect([...cloud.returned.values()].map(({ serials }) => serials)).toEqual([['N1', 'N2']]);
  });

  test('go back in parts when they are too many ranges for the cloud', async () => {
    giveBack(Array.from({ length: 200 }, (_, n) => `N${1_000 + 2 * n}`));
    const take = cloud.giveBack.bind(cloud);
    cloud.giveBack = async (owner, block, body) => {
      if ((body.serials ?? []).length > 90) throw new CloudFailure('permanent', 'too many ranges');
      await take(owner, block, body);
    };
    await supplyOf().round(nothing);
    expect(cloud.cameBack()).toHaveLength(200);
    expect(new Set(cloud.cameBack()).size).toBe(200);
  });
});

describe('numbers ahead', () => {
  test('are drawn without an order from pools of the site’s own, by what was used', async () => {
    await batch('one', 400, 400);
    await supplyOf({ bufferDays: 2 }).round(nothing);
    const ahead = cloud.asked.filter(({ order }) => order === undefined);
    expect(ahead.map(({ pool, count }) => [pool, count])).toEqual(Array(4).fill(['serials', 200]));
    await supplyOf({ bufferDays: 2 }).round(nothing);
    expect(cloud.asked.filter(({ order }) => order === undefined)).toHaveLength(4);
    expect(alarms.open()).toEqual([]);
  });

  test('bring a batch on while the cloud is away', async () => {
    await batch('one', 400, 400);
    await supplyOf({ bufferDays: 2 }).round(nothing);
    cloud.requestSerials = async () => {
      throw new Error('no answer');
    };
    const next = await batch('two', 150, 0).catch(() => ({ batch: 2, owner: 'acme-pharma', pool: 'serials' }));
    expect(stores.stock.level(next).ready).toBe(200);
  });

  test('are drawn from nobody else’s pools', async () => {
    await batch('one', 400, 400);
    await supplyOf({ bufferDays: 2 }, 'packright').round(nothing);
    expect(cloud.asked.every(({ order }) => order === 'one')).toBe(true);
  });
});

test('orders that lack numbers or cannot be packed here raise alarms until it is put right', async () => {
  await batch('one', 8, 0, 'running');
  stores.db.exec("UPDATE blocks SET used = used + 3 WHERE pool = 'serials'");
  await supplyOf().round({ refused: ['order x of acme: no line line-9'], waiting: ['numbers for order y: no answer'] });
  expect(alarms.open()).toMatchObject([
    { code: 'orders-refused', detail: 'order x of acme: no line line-9' },
    { code: 'numbers-low', detail: expect.stringMatching(/order y.*; 3 of serials missing for order one on line-1/) },
  ]);
  stores.db.exec("UPDATE batches SET state = 'closing'");
  await supplyOf().round(nothing);
  expect(alarms.open()).toEqual([]);
});
