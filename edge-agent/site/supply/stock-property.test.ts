import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStores } from '../../open-stores.ts';
import { openDatabase, transaction } from '../../store/database.ts';
import { integer, text } from '../../store/row.ts';
import { anOrder, at, temporary } from '../../testing/builders.ts';
import { mortal } from '../../testing/mortal.ts';
import { SerialCloud } from '../../testing/serial-cloud.ts';
import { SerialStock } from '../serial-stock.ts';
import { Supply } from './supply.ts';

type Deed = 'order' | 'prepare' | 'use' | 'close' | 'supply';
const deed = fc.constantFrom<Deed>('order', 'prepare', 'use', 'close', 'supply');
/** A life of the agent: what it does, what goes wrong at the cloud, and after how many commits the power fails. */
const life = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 8 }),
  loseNext: fc.nat(6),
  spoilNext: fc.nat(2),
  steps: fc.integer({ min: 1, max: 60 }),
});

interface World {
  readonly cloud: SerialCloud;
  readonly bufferDays: number;
}

let ids = 0;
const newId = () => `id-${ids++}`;
const quiet = { say: () => undefined };

/** One life; it ends when the power fails or everything is done. What a line uses is written down with the use. */
async function live(directory: string, world: World, deeds: readonly Deed[], steps: number): Promise<void> {
  const { cloud, bufferDays } = world;
  const { db } = mortal(directory, steps);
  try {
    db.exec('CREATE TABLE IF NOT EXISTS uses (use INTEGER PRIMARY KEY, batch INTEGER, number TEXT)');
    const stores = openStores(db);
    const now = () => Date.parse(at);
    const serialStock = new SerialStock({ ...stores, cloud, site: 'plant', newId, now });
    const settings = { bufferDays, keepDays: 0 };
    const needs = { ...stores, cloud, serialStock, newId, now, siteAlarms: quiet, supply: settings };
    const supply = new Supply({ ...needs, tenant: 'acme-pharma' });
    const current = () => stores.batches.in('created').at(-1);
    const acts: Record<Deed, () => unknown> = {
      order: () => stores.batches.create(anOrder({ order: newId(), quantity: 12, unitsPerCase: 20 }), at),
      prepare: async () => {
        const batch = current();
        if (batch !== undefined) await serialStock.prepare(batch);
      },
      use: () => {
        const batch = current();
        if (batch === undefined) return;
        const pool = { batch: batch.batch, owner: 'acme-pharma', pool: 'serials' };
        for (let n = 0; n < 5 && stores.stock.level(pool).ready > 0; n++) {
          transaction(db, () => {
            const number = stores.stock.take(pool);
            db.prepare('INSERT INTO uses (batch, number) VALUES (?, ?)').run(batch.batch, number);
          });
        }
      },
      close: () => {
        const batch = current();
        if (batch === undefined || stores.stock.incomplete(batch.batch).length > 0) return;
        db.prepare("UPDATE batches SET state = 'reported', started_at = ?, closed_at = ? WHERE batch = ?").run(
          at,
          at,
          batch.batch,
        );
      },
      supply: () => supply.round({ refused: [], waiting: [] }),
    };
    for (const one of deeds) {
      try {
        await acts[one]();
      } catch (error) {
        if (!db.isOpen) throw error;
      }
    }
  } catch (error) {
    if (db.isOpen) throw error;
  } finally {
    if (db.isOpen) db.close();
  }
}

test('no number is used twice, given back twice or lost, whenever power fails, answers are lost or pages change', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(life, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 3),
      fc.constantFrom(0, 0, 1),
      async (lives, skipEvery, bufferDays) => {
        const { directory, remove } = temporary();
        const cloud = new SerialCloud();
        const world = { cloud, bufferDays };
        cloud.skipEvery = skipEvery;
        for (const { deeds, steps, loseNext, spoilNext } of lives) {
          Object.assign(cloud, { loseNext, spoilNext });
          await live(directory, world, ['order', 'prepare', 'use', ...deeds], steps);
        }
        Object.assign(cloud, { loseNext: 0, spoilNext: 0 });
        await live(directory, world, ['prepare', 'use', 'close', 'supply'], 10_000);
        check(directory, cloud);
        remove();
      },
    ),
    { numRuns: 25 },
  );
});

function check(directory: string, cloud: SerialCloud): void {
  const db = openDatabase(directory);
  const uses = db.prepare('SELECT batch, number FROM uses ORDER BY use').all();
  const used = uses.map((row) => text(row, 'number'));
  const came = cloud.cameBack();
  expect(new Set([...used, ...came]).size).toBe(used.length + came.length);
  for (const rows of Map.groupBy(uses, (row) => integer(row, 'batch')).values()) {
    const counters = rows.map((row) => Number(text(row, 'number').slice(1)));
    expect(counters).toEqual(counters.toSorted((a, b) => a - b));
  }
  const there = db
    .prepare("SELECT coalesce(sum(last - used + 1), 0) AS n FROM blocks WHERE returned IS NULL AND pool = 'serials'")
    .get();
  const granted = db.prepare("SELECT request FROM blocks WHERE first IS NOT NULL AND pool = 'serials'").all();
  const given = granted
    .map((row) => cloud.blocks.get(text(row, 'request')))
    .reduce((sum, block) => {
      if (block === undefined) throw new Error('a block that the cloud never gave');
      return sum + block.last - block.first + 1 - (block.skips ?? []).length;
    }, 0);
  const serialsBack = [...cloud.returned.values()]
    .filter(({ block }) => cloud.blocks.get(block)?.pool === 'serials')
    .flatMap(({ ranges = [] }) => ranges)
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, n) => first + n))
    .filter((counter) => !cloud.isSkipped(counter)).length;
  expect(used.length + serialsBack + integer(there ?? {}, 'n')).toBe(given);
  db.close();
}
