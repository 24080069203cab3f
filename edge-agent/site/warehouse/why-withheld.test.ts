import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WithheldPack } from '#shared/messages/withheld-api.ts';
import { ownLot } from '../../testing/own-lot.ts';
import {
  box,
  by,
  caseOf,
  gtin,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { hear } from './hear.ts';
import { nothingLearned } from './learn.ts';
import { pick } from './pick.ts';
import { ship } from './ship.ts';

let bench: WarehouseBench;
beforeEach(() => {
  bench = warehouseBench();
});
afterEach(() => bench.close());

const suspect = (serial: string, more: Partial<WithheldPack> = {}): WithheldPack => ({
  ...{ gtin, serial, case: 'S-1' },
  ...more,
});
const heard = (...packs: WithheldPack[]) => ({ ...nothingLearned, withheld: [{ owner: 'acme-pharma', packs }] });
const refused = { refused: 'conflict', detail: expect.stringContaining('suspect product, case S-1') };
const toMedico = { mayGoTo: { party: 'urn:epc:id:pgln:4012345.00000', case: 'D-7' } };

test('suspect product is not picked, nor is what holds it, and the case and what to do are told', () => {
  bench.come(caseOf(box(1), ['A1', 'A2'], 'L1', '2028-06-30'));
  bench.wanted('SO', 2);
  const asked = { ...said(), order: 'SO', scans: [box(1)] };
  expect(pick(bench.needs, asked, by, heard(suspect('A1')))).toMatchObject({
    ...refused,
    at: '/scans/0',
    remedy: expect.stringContaining('hold'),
  });
  // Of what was heard before the repository is away, too; what stands beside it may leave.
  expect(bench.pick('SO', packOf('A1'))).toMatchObject(refused);
  expect(bench.pick('SO', packOf('A2'))).toMatchObject({ picked: [packOf('A2')] });
});

test('a pack that becomes suspect after it was picked does not leave', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  bench.pick('SO', box(1));
  const asked = { ...said(), order: 'SO', scans: [box(1)] };
  expect(ship(bench.needs, asked, by, heard(suspect('A1')))).toMatchObject(refused);
  expect(bench.told().some((event) => 'bizStep' in event && event.bizStep === 'shipping')).toBe(false);
});

test('a case of our own lines that nobody has opened stays for the pack in it', async () => {
  const { box: epc, serials } = await ownLot(bench.db, 4);
  bench.wanted('SO', 4);
  hear(bench.needs, heard(suspect(serials[2] ?? '')));
  bench.db.exec('UPDATE warehouse_batches SET released = 1');
  expect(bench.pick('SO', epc)).toMatchObject(refused);
});

test('a return that was agreed leaves to that partner, whatever expires earlier, and to nobody else', () => {
  bench.come([...caseOf(box(1), ['A1'], 'L1', '2028-06-30'), ...caseOf(box(2), ['B1'], 'L0', '2027-06-30')]);
  hear(bench.needs, heard(suspect('A1', { mayGoTo: { party: 'urn:epc:id:pgln:4054321.00000', case: 'D-7' } })));
  bench.wanted('SO', 1);
  expect(bench.pick('SO', box(1))).toMatchObject({ ...refused, remedy: expect.stringContaining('case D-7') });
  hear(bench.needs, heard(suspect('A1', toMedico)));
  expect(bench.pick('SO', box(1))).toMatchObject({ picked: [box(1)] });
  expect(bench.ship('SO', box(1))).toMatchObject({ order: 'SO' });
});

test('what was cleared leaves again, and an owner that did not answer clears nothing', () => {
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  bench.wanted('SO', 1);
  hear(bench.needs, heard(suspect('A1')));
  hear(bench.needs, nothingLearned);
  expect(bench.pick('SO', box(1))).toMatchObject(refused);
  hear(bench.needs, heard());
  expect(bench.pick('SO', box(1))).toMatchObject({ picked: [box(1)] });
});

test('what may not leave is not what the first to expire is held against', () => {
  bench.come([...caseOf(box(1), ['A1'], 'L1', '2027-06-30'), ...caseOf(box(2), ['B1'], 'L2', '2028-06-30')]);
  bench.wanted('SO', 1);
  expect(bench.trial('SO', box(2))).toMatchObject({ refused: 'conflict' });
  hear(bench.needs, heard(suspect('A1')));
  expect(bench.pick('SO', box(2))).toMatchObject({ picked: [box(2)] });
});
