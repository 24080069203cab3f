import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
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
import { labelAgain, labelPrinted } from './label.ts';
import { pack, scanBack } from './pack.ts';
import { putAway } from './put-away.ts';
import { hold } from './quarantine.ts';
import type { Looked } from './repository.ts';
import { unpack } from './unpack.ts';

let bench: WarehouseBench;
let needs: WarehouseBench['needs'];
beforeEach(() => {
  bench = warehouseBench();
  ({ needs } = bench);
});
afterEach(() => bench.close());

const packed = (...scans: string[]) => {
  const done = pack(needs, { ...said(), scans }, by);
  if (isRefusal(done)) throw new Error(done.detail);
  return done;
};
const readBack = (scan: string) => scanBack(needs, { ...said(), scan }, by);

test('a case that was picked and wholly repacked ships as the box that its packs are in now', () => {
  bench.come(caseOf(box(1), ['A1', 'A2'], 'L1', '2028-06-30'));
  bench.wanted('SO', 2);
  bench.numbers(50);
  bench.pick('SO', box(1));
  const { container } = packed(packOf('A1'), packOf('A2'));
  readBack(container);
  expect(needs.inventory.find(box(1))).toMatchObject({ state: 'empty', order: undefined });
  expect(bench.ship('SO', container)).toMatchObject({
    lines: [{ ordered: 2, despatched: 2 }],
    goods: [{ epc: container, inside: [{ epc: packOf('A1') }, { epc: packOf('A2') }] }],
  });
});

const caseGtin = '19521234000010';
const ofItsOwn = (n: number) => `https://id.gs1.org/01/${caseGtin}/21/C${n}`;
/** A pallet of two cases with a GTIN of their own, three packs in each. */
const pallet: [string, Looked] = [
  box(1),
  {
    isKnown: true,
    recalls: [],
    inside: [1, 2].flatMap((n) => {
      const about = { exists: 'commissioned', lot: 'L1', expiry: '2028-06-30', kind: 'sgtin' };
      const packs = [1, 2, 3].map((k) => ({ ...about, epc: packOf(`P${n}${k}`), gtin, parent: ofItsOwn(n) }));
      return [{ ...about, epc: ofItsOwn(n), gtin: caseGtin, parent: box(1) }, ...packs];
    }),
  },
];

describe('containers with a GTIN of their own', () => {
  test('count by the packs in them, and are picked as what these are', () => {
    bench.come([pallet]);
    expect(needs.inventory.find(box(1))).toMatchObject({ packs: 6, gtin, lot: 'L1' });
    expect(needs.inventory.find(ofItsOwn(1))).toMatchObject({ kind: 'container', packs: 3, gtin });
    bench.wanted('SO', 3);
    expect(bench.pick('SO', `(01)${caseGtin}(21)C1`)).toMatchObject({ lines: [{ picked: 3 }], relabel: [box(1)] });
  });

  test('are containers of nobody knows what while the repository is away, and known by what it says later', () => {
    bench.come([]);
    const unknown: [string, Looked] = [ofItsOwn(1), { isKnown: false }];
    bench.come([unknown]);
    expect(needs.inventory.find(ofItsOwn(1))).toMatchObject({ kind: 'container', packs: 0, gtin: undefined });
    bench.come([[ofItsOwn(2), { isKnown: true, exists: 'commissioned', gtin: caseGtin, recalls: [], inside: [] }]]);
    bench.wanted('SO', 1);
    expect(bench.pick('SO', ofItsOwn(2))).toMatchObject({
      detail: expect.stringContaining('nobody knows what is in it'),
    });
  });

  test('claim to be full, so that what is left of one that was opened leaves loose or in another container', () => {
    bench.come([pallet]);
    bench.wanted('SO', 2);
    bench.numbers(50);
    unpack(needs, { ...said(), container: ofItsOwn(1), scans: [packOf('P11')], reason: 'a sample' }, by);
    expect(bench.pick('SO', ofItsOwn(1))).toMatchObject({ detail: expect.stringContaining('says that it is full') });
    expect(readBack(ofItsOwn(1))).toMatchObject({ detail: expect.stringContaining('says that it is full') });
    const { container } = packed(packOf('P12'), packOf('P13'));
    readBack(container);
    expect(bench.pick('SO', container)).toMatchObject({ lines: [{ picked: 2 }] });
  });
});

describe('a container whose content changed', () => {
  const opened = () => {
    bench.come(caseOf(box(1), ['A1', 'A2', 'A3'], 'L1', '2028-06-30'));
    bench.numbers(50);
    const { container } = packed(packOf('A1'), packOf('A2'), packOf('A3'));
    readBack(container);
    const out = unpack(needs, { ...said(), container, scans: [packOf('A1')], reason: 'a sample' }, by);
    expect(out).toMatchObject({ left: 2, relabel: [container] });
    return container;
  };

  test('leaves with a label that says what is in it now, and that was read back', () => {
    const container = opened();
    bench.wanted('SO', 2);
    expect(bench.pick('SO', container)).toMatchObject({ detail: expect.stringContaining('nobody has read back') });
    expect(readBack(container)).toMatchObject({ detail: expect.stringContaining('no longer in it') });
    expect(labelAgain(needs, container, by)).toMatchObject({ label: { further: [[{ value: gtin }, { value: '2' }]] } });
    labelPrinted(needs, container, by);
    const before = needs.outbox.depth();
    expect(readBack(container)).toEqual({ container });
    expect(needs.outbox.depth()).toBe(before);
    expect(bench.pick('SO', container)).toMatchObject({ lines: [{ picked: 2 }] });
  });

  test('may be put away, held and emptied all the same', () => {
    const container = opened();
    expect(putAway(needs, { ...said(), location: 'shelf 1', scans: [container] }, by)).toMatchObject({
      stored: [container],
    });
    bench.wanted('SO', 1);
    expect(bench.pick('SO', packOf('A2'))).toMatchObject({ picked: [packOf('A2')] });
    expect(hold(needs, { ...said(), scans: [container], reason: 'it is wet' }, by)).toMatchObject({
      held: [container],
    });
    unpack(needs, { ...said(), container, reason: 'nothing is left' }, by);
    expect(needs.inventory.find(container)).toMatchObject({ state: 'empty' });
  });
});

test('a pallet goes into no container', () => {
  const inside = (parent: string, child: string) => ({ epc: child, kind: 'sscc', parent, exists: 'commissioned' });
  const [[, first] = ['', undefined]] = caseOf(box(2), ['A1'], 'L1', '2028-06-30');
  const packs = first?.isKnown === true ? first.inside : [];
  bench.come([[box(1), { isKnown: true, recalls: [], inside: [inside(box(1), box(2)), ...packs] }]]);
  bench.numbers(50);
  expect(pack(needs, { ...said(), scans: [box(1)] }, by)).toMatchObject({
    at: '/scans/0',
    detail: expect.stringContaining('pallet'),
  });
  expect(packed(box(2))).toMatchObject({ packs: 1 });
});

test('an act whose events contradict what is recorded is refused as a whole', () => {
  bench.come(caseOf(box(1), ['A1', 'A2'], 'L1', '2028-06-30'));
  const depth = needs.outbox.depth();
  const batch =
    "INSERT INTO batches (batch, owner, order_id, line, body, state) VALUES (1, 'acme-pharma', 'o', 'l', '{}', 'created')";
  bench.db.exec(batch);
  const finding = { code: 'waits' as const, subjects: [], detail: 'x', rule: 'r', remedy: 'm', mayTell: false };
  const exception = needs.exceptions.raise({ line: 'l', batch: 1 }, finding, 'f', '2027-01-01T00:00:00.000Z');
  const held = { exception, line: 'l', batch: 1, owner: 'acme-pharma', kind: 'events' as const, body: '[]' };
  needs.exceptions.hold(held, new Map([[packOf('A1'), false]]));
  expect(unpack(needs, { ...said(), container: box(1), reason: 'to look' }, by)).toMatchObject({
    detail: expect.stringContaining('held by exception'),
  });
  expect(needs.inventory.find(packOf('A2'))).toMatchObject({ parent: box(1) });
  expect(needs.outbox.depth()).toBe(depth);
});
