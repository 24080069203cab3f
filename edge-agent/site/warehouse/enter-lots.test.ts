import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, serial, storesOf, temporary } from '../../testing/builders.ts';
import { warehouseNeeds } from '../../testing/warehouse-bench.ts';
import { enterLots, takeOver } from './enter-lots.ts';
import { quietly, type WarehouseNeeds } from './floor.ts';

const at = '2026-12-01T08:00:00.000Z';
const [PALLETS, CASES, LOOSE] = [3, 120, 150];
let home: ReturnType<typeof temporary>;
let needs: WarehouseNeeds;
beforeEach(() => {
  home = temporary();
  needs = warehouseNeeds(openDatabase(join(home.directory, 'data')));
});
afterEach(() => {
  needs.db.close();
  home.remove();
});

/** A closed lot: pallets of cases of one pack, made from the inside out, and packs that are in nothing. */
function aLot(): number {
  const stores = storesOf(needs.db);
  const { batch } = assign(stores, anOrder({ quantity: CASES + LOOSE }));
  const { db, containers, batches } = stores;
  const add = db.prepare(
    `INSERT INTO units (batch, ordinal, gtin, serial, sequence, state, printed_at, settled_at, settled, container, told)
     VALUES (?1, ?2, '09521234000013', ?3, ?2, 'commissioned', ?4, ?4, ?2, ?5, 1)`,
  );
  const closed = (level: 'case' | 'pallet', n: number) => {
    const epc = `urn:epc:id:sscc:9521234.${level === 'case' ? 1 : 2}${String(n).padStart(9, '0')}`;
    return containers.change(containers.open(batch, level, at), { state: 'closed', at, epc, told: at });
  };
  db.exec('BEGIN');
  const cases = Array.from({ length: CASES }, (_, n) => closed('case', n));
  for (const [n, one] of cases.entries()) add.run(batch, n + 1, serial(n + 1), at, one.container);
  for (let n = 0; n < PALLETS; n += 1)
    containers.put(
      closed('pallet', n),
      cases.filter((_, i) => i % PALLETS === n),
    );
  for (let n = CASES + 1; n <= CASES + LOOSE; n += 1) add.run(batch, n, serial(n), at, null);
  db.exec('COMMIT');
  let seen = batches.get(batch);
  for (const state of ['clearance', 'running', 'closing', 'closed'] as const) seen = batches.move(seen, state, at);
  return batch;
}

const standing = () =>
  needs.db
    .prepare(
      `SELECT kind, parent IS NOT NULL AS inside, packs, count(*) AS many FROM inventory GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    )
    .all();
const whole = [
  { kind: 'container', inside: 0, packs: CASES / PALLETS, many: PALLETS },
  { kind: 'container', inside: 1, packs: 1, many: CASES },
  { kind: 'pack', inside: 0, packs: 1, many: LOOSE },
];

describe('a lot that was closed', () => {
  test('is taken over with turns between, in which others have theirs', async () => {
    aLot();
    let turns = 0;
    const count = () => {
      turns += 1;
      others = setImmediate(count);
    };
    let others = setImmediate(count);
    await takeOver(needs);
    clearImmediate(others);
    expect(standing()).toEqual(whole);
    expect(turns).toBeGreaterThanOrEqual(2);
    await takeOver(needs);
    expect(standing()).toEqual(whole);
  });

  test('goes on where it was when the agent ended in the middle', async () => {
    aLot();
    const broken = takeOver(needs);
    const begun = standing();
    needs.db.close();
    await expect(broken).rejects.toThrow();
    expect(begun).not.toEqual(whole);
    needs = warehouseNeeds(openDatabase(join(home.directory, 'data')));
    await takeOver(needs);
    expect(standing()).toEqual(whole);
  });

  test('is whole for whoever does something in the middle of it', async () => {
    aLot();
    const under = takeOver(needs);
    quietly(needs, 'look', enterLots);
    expect(standing()).toEqual(whole);
    await under;
    expect(standing()).toEqual(whole);
  });
});
