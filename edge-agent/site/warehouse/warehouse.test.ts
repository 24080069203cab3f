import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sscc } from '../../testing/builders.ts';
import { ownLot } from '../../testing/own-lot.ts';
import {
  aRecall,
  box,
  by,
  caseOf,
  packOf,
  said,
  type WarehouseBench,
  warehouseBench,
} from '../../testing/warehouse-bench.ts';
import { apply } from './apply.ts';
import { act } from './floor.ts';
import { type Learned, learn, nothingLearned } from './learn.ts';
import { orderInFull, stockOf } from './look-up.ts';
import { pack, scanBack } from './pack.ts';
import { pick } from './pick.ts';
import { putAway } from './put-away.ts';
import { destroy, hold, release } from './quarantine.ts';
import { receive } from './receive.ts';
import type { Looked } from './repository.ts';
import { unpack } from './unpack.ts';

let bench: WarehouseBench;
let db: WarehouseBench['db'];
let needs: WarehouseBench['needs'];
beforeEach(() => {
  bench = warehouseBench();
  ({ db, needs } = bench);
});
afterEach(() => bench.close());

const stock = (...cases: [string, Looked][]) => bench.come(cases);
const wanted = (order: string, quantity: number, lot?: string) => bench.wanted(order, quantity, lot);
const pickOf = (order: string, ...scans: string[]) => bench.pick(order, ...scans);

describe('picking', () => {
  test('takes what expires first, unless the lot is ordered by name', () => {
    stock(...caseOf(box(1), ['A1'], 'OLD', '2027-06-30'), ...caseOf(box(2), ['B1'], 'NEW', '2028-06-30'));
    wanted('SO-1', 1);
    expect(pickOf('SO-1', box(2))).toMatchObject({
      at: '/scans/0',
      rule: expect.stringContaining('first expiry first out'),
    });
    wanted('SO-2', 1, 'NEW');
    expect(pickOf('SO-2', box(1))).toMatchObject({ detail: expect.stringContaining('lot OLD') });
    expect(pickOf('SO-2', box(2))).toMatchObject({ picked: [box(2)] });
    expect(pickOf('SO-1', packOf('A1'))).toMatchObject({ lines: [{ picked: 1 }] });
  });

  test('refuses what expired, what is recalled, held or unknown, and leaves no trace of it', () => {
    stock(
      ...caseOf(box(1), ['A1'], 'GONE', '2026-12-31'),
      ...caseOf(box(2), ['B1', 'B2'], 'CALLED', '2028-01-31'),
      ...caseOf(box(3), ['C1'], 'HELD', '2028-02-28'),
    );
    wanted('SO-1', 9);
    hold(needs, { ...said(), scans: [box(3)], reason: 'wet' }, by);
    const recall = { ...aRecall, of: { kind: 'lot' as const, lot: 'CALLED' } };
    const learned: Learned = { ...nothingLearned, recalls: [recall] };
    const before = db.prepare('SELECT count(*) AS n FROM audit').get();
    expect(pickOf('SO-1', box(1))).toMatchObject({ detail: expect.stringContaining('expired') });
    expect(pickOf('SO-1', box(3))).toMatchObject({ detail: expect.stringContaining('quarantine: wet') });
    expect(pickOf('SO-1', packOf('C1'))).toMatchObject({ detail: expect.stringContaining('quarantine: wet') });
    expect(pickOf('SO-1', box(7))).toMatchObject({ refused: 'not-found' });
    expect(pick(needs, { ...said(), order: 'SO-1', scans: [box(2)] }, by, learned)).toMatchObject({
      detail: expect.stringContaining('recalled'),
    });
    expect(db.prepare('SELECT count(*) AS n FROM audit').get()).toEqual(before);
  });

  test('counts what was picked wherever it was repacked, and no more than was ordered', () => {
    stock(...caseOf(box(1), ['A1', 'A2', 'A3'], 'LOT', '2028-06-30'));
    wanted('SO-1', 2);
    db.prepare('INSERT INTO warehouse_numbers (sscc) VALUES (?)').run(sscc(50));
    expect(pickOf('SO-1', packOf('A1'), packOf('A2'))).toMatchObject({ lines: [{ picked: 2 }] });
    expect(pickOf('SO-1', packOf('A3'))).toMatchObject({ detail: expect.stringContaining('0 of') });
    expect(pack(needs, { ...said(), scans: [packOf('A1'), packOf('A2')] }, by)).toMatchObject({
      packs: 2,
      container: box(50),
    });
    expect(scanBack(needs, { ...said(), scan: box(50) }, by)).toEqual({ container: box(50) });
    expect(orderInFull(needs, 'SO-1', by)).toMatchObject({ lines: [{ picked: 2 }], picked: [{ epc: box(50) }] });
    expect(putAway(needs, { ...said(), location: 'shelf 1', scans: [box(50)] }, by)).toMatchObject({
      stored: [box(50)],
    });
    expect(orderInFull(needs, 'SO-1', by)).toMatchObject({ lines: [{ picked: 0 }], picked: [] });
  });
});

test('what came without a WAN is stored unverified, and leaves once the repository has been asked', () => {
  stock();
  expect(receive(needs, { ...said(), receipt: 'DES', scans: [box(1)] }, by, nothingLearned)).toMatchObject({
    unverified: [box(1)],
  });
  expect(putAway(needs, { ...said(), location: 'shelf 1', scans: [box(1)] }, by)).toMatchObject({ stored: [box(1)] });
  wanted('SO-1', 2);
  expect(pickOf('SO-1', box(1))).toMatchObject({ detail: expect.stringContaining('never verified') });
  const learned = { ...nothingLearned, looked: new Map(caseOf(box(1), ['A1', 'A2'], 'LOT', '2028-06-30')) };
  expect(pick(needs, { ...said(), order: 'SO-1', scans: [box(1)] }, by, learned)).toMatchObject({
    lines: [{ picked: 2 }],
  });
});

describe('containers', () => {
  test('hold one lot unless somebody says that they are mixed, and one that is emptied is nothing any more', () => {
    stock(...caseOf(box(1), ['A1'], 'L1', '2028-06-30'), ...caseOf(box(2), ['B1'], 'L2', '2028-06-30'));
    db.prepare('INSERT INTO warehouse_numbers (sscc) VALUES (?)').run(sscc(50));
    const scans = [packOf('A1'), packOf('B1')];
    expect(pack(needs, { ...said(), scans }, by)).toMatchObject({
      detail: expect.stringContaining('another product or lot'),
    });
    expect(pack(needs, { ...said(), scans, mixed: true }, by)).toMatchObject({ label: { further: [] } });
    expect(needs.inventory.find(box(1))).toMatchObject({ state: 'empty', packs: 0 });
    expect(pack(needs, { ...said(), scans }, by)).toMatchObject({ refused: 'conflict' });
    expect(unpack(needs, { ...said(), container: box(50), reason: 'wrong label' }, by)).toMatchObject({ left: 0 });
    expect(needs.inventory.find(packOf('A1'))).toMatchObject({ state: 'here', parent: undefined });
  });

  test('take what is in them along into destruction, and quarantine what is taken out', () => {
    stock(...caseOf(box(1), ['A1', 'A2'], 'L1', '2028-06-30'));
    hold(needs, { ...said(), scans: [box(1)], reason: 'dropped' }, by);
    expect(
      unpack(needs, { ...said(), container: box(1), scans: [packOf('A1')], reason: 'to look at it' }, by),
    ).toMatchObject({ left: 1 });
    expect(needs.inventory.find(packOf('A1'))).toMatchObject({ held: 'dropped' });
    expect(release(needs, { ...said(), scans: [packOf('A2')], reason: 'it is whole' }, by)).toMatchObject({
      detail: expect.stringContaining('in quarantine itself'),
    });
    expect(destroy(needs, { ...said(), scans: [box(1)], reason: 'crushed' }, by)).toEqual({
      destroyed: [box(1), packOf('A2')],
    });
  });
});

test('what was recalled may leave again once that is lifted and nothing else recalls it', () => {
  stock(...caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  wanted('SO-1', 1);
  const putWith = (recalls: Learned['recalls']) =>
    act(needs, 'look', said(), by, (floor) => {
      apply(floor, { ...nothingLearned, recalls });
      return {};
    });
  const lifted = { ...aRecall, state: 'lifted' as const };
  const ofUnit = { ...aRecall, recall: 'R2', of: { kind: 'units' as const, serials: ['A1'] } };
  putWith([aRecall, ofUnit]);
  expect(pickOf('SO-1', packOf('A1'))).toMatchObject({ detail: expect.stringContaining('recalled') });
  putWith([lifted, ofUnit]);
  expect(pickOf('SO-1', packOf('A1'))).toMatchObject({ detail: expect.stringContaining('recalled') });
  putWith(undefined);
  putWith([lifted, { ...ofUnit, state: 'lifted' }]);
  expect(pickOf('SO-1', packOf('A1'))).toMatchObject({ lines: [{ picked: 1 }] });
});

test('what is said again under its token is done once, and something else under it is refused', () => {
  stock(...caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  const first = { token: 'once', location: 'shelf 1', scans: [box(1)] };
  const answer = putAway(needs, first, by);
  const depth = needs.outbox.depth();
  expect(putAway(needs, first, by)).toEqual(answer);
  expect(needs.outbox.depth()).toBe(depth);
  expect(putAway(needs, { ...first, scans: [packOf('A1')] }, by)).toMatchObject({ at: '/token' });
});

test('a lot of our own line stands in the warehouse once it is closed, and leaves once it is released', async () => {
  expect(stockOf(needs, {})).toEqual({ things: [] });
  const { box: epc, packs, serials } = await ownLot(db, 4);
  wanted('SO-1', 4);
  expect(pickOf('SO-1', epc)).toMatchObject({ rule: expect.stringContaining('2001/83/EC') });
  expect(stockOf(needs, {})).toMatchObject({ things: [{ epc, packs: 4, lot: 'LOT42' }] });
  const repository = {
    look: () => Promise.reject(new Error('nobody asks of what is known')),
    despatched: () => Promise.resolve([]),
    isReleased: (_: string, { order, lot }: { order: string; lot: string }) =>
      Promise.resolve(lot === 'LOT42' && order === 'order-1'),
    recalls: () => Promise.resolve([]),
    withheld: () => Promise.resolve([]),
  };
  const learned = await learn({ ...needs, repository, log: () => undefined }, [epc]);
  const ofUnit = { ...aRecall, of: { kind: 'units' as const, serials: serials.slice(0, 1) } };
  const asked = { ...said(), order: 'SO-1', scans: [epc] };
  expect(pick(needs, asked, by, { ...learned, recalls: [ofUnit] })).toMatchObject({
    detail: expect.stringContaining('recalled'),
  });
  const lifted = { ...learned, recalls: [{ ...ofUnit, state: 'lifted' as const }] };
  const ofOne = { ...said(), order: 'SO-1', scans: packs.slice(0, 1) };
  expect(pick(needs, ofOne, by, lifted)).toMatchObject({ lines: [{ picked: 1 }] });
  expect(needs.inventory.find(epc)).toMatchObject({ packs: 3, isListed: true });
  db.exec("UPDATE containers SET state = 'opened'");
  expect(putAway(needs, { ...said(), location: 'shelf 1', scans: [epc] }, by)).toMatchObject({
    detail: expect.stringContaining('opened at its line'),
  });
});
