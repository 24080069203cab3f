import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownLot } from '../../testing/own-lot.ts';
import { box, by, caseOf, packOf, said, type WarehouseBench, warehouseBench } from '../../testing/warehouse-bench.ts';
import { takeOver } from './enter-lots.ts';
import { findAll } from './find-thing.ts';
import { act } from './floor.ts';
import { orderInFull, thingInFull } from './look-up.ts';
import { toldContent } from './told-content.ts';

let bench: WarehouseBench;
let needs: WarehouseBench['needs'];
beforeEach(() => {
  bench = warehouseBench();
  ({ needs } = bench);
});
afterEach(() => bench.close());

const told = (most: number, ...scans: string[]) =>
  act(needs, 'look', { ...said(), trial: true }, by, (floor) => toldContent(floor, findAll(floor, scans), most));

/** The lot is taken over, and released. */
async function released(): Promise<void> {
  await takeOver(needs);
  bench.db.exec('UPDATE warehouse_batches SET released = 1');
}

test('a case of our own line tells the packs that are in it, though nobody has opened it', async () => {
  const own = await ownLot(bench.db, 4);
  const inside = own.packs.map((epc) =>
    expect.objectContaining({ epc, packs: 1, lot: 'LOT42', expiry: expect.any(String) }),
  );
  const full = thingInFull(needs, own.box, by);
  expect(full).toMatchObject({ packs: 4, inside: expect.arrayContaining(inside), holds: [{ lot: 'LOT42', packs: 4 }] });
  await released();
  bench.wanted('SO', 4);
  bench.pick('SO', own.box);
  expect(bench.ship('SO', own.box)).toMatchObject({
    goods: [{ epc: own.box, inside: expect.arrayContaining(inside) }],
  });
});

test('more than may be listed is told as a sum of each lot', () => {
  bench.come([
    ...caseOf(box(1), ['A1', 'A2', 'A3'], 'L1', '2028-06-30'),
    ...caseOf(box(2), ['B1'], 'L2', '2028-07-31'),
  ]);
  expect(told(2, box(1), box(2))).toMatchObject([
    { epc: box(1), inside: [], notListed: 3, holds: [{ lot: 'L1', expiry: '2028-06-30', packs: 3 }] },
    { epc: box(2), inside: [{ epc: packOf('B1'), lot: 'L2' }] },
  ]);
});

test('what is proposed next is what a pick would take; what holds too much is to be opened where nothing else may be taken', () => {
  bench.come([
    ...caseOf(box(1), ['A1', 'A2', 'A3'], 'L1', '2028-06-30'),
    ...caseOf(box(2), ['B1', 'B2'], 'L1', '2028-06-30'),
    ...caseOf(box(3), ['C1'], 'L3', '2029-06-30'),
  ]);
  bench.wanted('SO', 2);
  const next = (): string[] => {
    const { lines } = Object(orderInFull(needs, 'SO', by));
    return lines[0].next.map((one: { epc: string }) => one.epc);
  };
  const [first = ''] = next();
  expect(next()).not.toContain(box(1));
  expect(next()).not.toContain(box(3));
  expect(first).toBe(box(2));
  for (const epc of next()) expect(bench.trial('SO', epc)).toMatchObject({ picked: [epc] });
});

test('a case of our own line that holds too much is named to be opened, and its packs are picked out of it', async () => {
  const own = await ownLot(bench.db, 4);
  expect(thingInFull(needs, own.box, by)).toMatchObject({ packs: 4 });
  await released();
  bench.wanted('SO', 1);
  expect(orderInFull(needs, 'SO', by)).toMatchObject({ lines: [{ next: [], open: { epc: own.box, packs: 4 } }] });
  expect(bench.pick('SO', own.packs[0] ?? '')).toMatchObject({ lines: [{ picked: 1 }], relabel: [own.box] });
});
