import { afterEach, beforeEach, expect, test } from 'vitest';
import { anOrder } from '../../testing/builders.ts';
import { box, by, caseOf, packOf, said, type WarehouseBench, warehouseBench } from '../../testing/warehouse-bench.ts';
import { act } from './floor.ts';
import { learn } from './learn.ts';
import { listen } from './listen.ts';
import type { Asked, LotOf, Repository } from './repository.ts';

let bench: WarehouseBench;
let asked: string[];
beforeEach(() => {
  bench = warehouseBench();
  asked = [];
});
afterEach(() => bench.close());

const repository: Repository = {
  look: (_, epc, how?: Asked) => {
    asked.push(`look ${epc} ${how?.mayBeOld}`);
    return Promise.resolve({ isKnown: false });
  },
  despatched: () => Promise.resolve([]),
  isReleased: (_, of: LotOf) => {
    asked.push(`lot ${of.lot}`);
    return Promise.resolve(of.lot === 'LOT3');
  },
  recalls: (owner) => {
    asked.push(`recalls ${owner}`);
    return Promise.resolve([]);
  },
  withheld: () => Promise.resolve([]),
};
const asking = () => ({ ...bench.needs, repository, log: () => undefined });

/** Lots that our own lines have closed. */
function closed(count: number): void {
  for (let n = 1; n <= count; n++) {
    bench.needs.batches.create(anOrder({ order: `order-${n}`, lot: `LOT${n}` }), '2026-12-01T00:00:00.000Z');
    bench.db.exec(
      `UPDATE batches SET state = 'closed', closed_at = '2026-12-02T00:00:00.000Z' WHERE order_id = 'order-${n}'`,
    );
  }
}

/** A case of one of them, as if it had been taken over. */
const standing = (n: number) =>
  act(bench.needs, 'add', said(), by, (floor) => {
    const of = bench.needs.inventory.find(box(n));
    bench.db.exec(`INSERT OR IGNORE INTO warehouse_batches (batch, released) VALUES (${n}, 0)`);
    bench.db.exec(`UPDATE inventory SET batch = ${n} WHERE epc = '${of?.epc}'`);
    return { at: floor.at };
  });

test('of what is scanned only its own lots are asked for, behind recalls', async () => {
  closed(5);
  bench.come([...caseOf(box(2), ['A1'], 'LOT2', '2028-06-30'), ...caseOf(box(3), ['B1'], 'LOT3', '2028-06-30')]);
  standing(2);
  standing(3);
  const learned = await learn(asking(), [box(2), box(3)]);
  expect(asked).toEqual(['recalls acme-pharma', 'lot LOT2', 'lot LOT3']);
  expect(learned.released).toEqual([3]);
});

test('what is only tried may be judged by what was answered a moment ago', async () => {
  await learn(asking(), [packOf('X')], true);
  await learn(asking(), [packOf('X')]);
  expect(asked.filter((one) => one.startsWith('look'))).toEqual([`look ${packOf('X')} 30000`, `look ${packOf('X')} 0`]);
});

test('the other lots are asked for twenty a round, all of them in turn, and those that are released no more', async () => {
  closed(25);
  const round = listen(asking());
  await round();
  expect(asked.filter((one) => one.startsWith('lot'))).toHaveLength(20);
  await round();
  expect(new Set(asked.filter((one) => one.startsWith('lot'))).size).toBe(25);
  asked = [];
  await round();
  expect(asked).not.toContain('lot LOT3');
  expect(bench.db.prepare('SELECT batch FROM warehouse_batches WHERE released = 1').all()).toEqual([{ batch: 3 }]);
});
