import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { FakeStations } from '../../testing/fake-stations.ts';
import { FakeWorld } from '../../testing/fake-world.ts';
import { atBench, signature } from '../../testing/hand-bench.ts';
import {
  aLevel,
  aRecipe,
  begin,
  type Heard,
  labelCode,
  nothingHeard,
  packCode,
  packingOf,
  packs,
  picture,
} from '../../testing/packing-bench.ts';
import { APPROVE_PARTIAL, containerSubject, unapproved } from '../awaited.ts';
import type { Done } from '../manual/bench.ts';
import { complete } from '../manual/complete.ts';
import { decommission, destroy } from '../manual/end.ts';
import { open } from '../manual/open.ts';
import { replaceChild } from '../manual/replace-child.ts';
import { reprintLabel } from '../manual/reprint-label.ts';
import { sample } from '../manual/sample.ts';
import { split } from '../manual/split.ts';
import { proveEmpty } from '../prove-empty.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let heard: Heard;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  heard = nothingHeard();
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const handheld = { read: 'handheld', perPicture: undefined } as const;
/** A handheld takes no code twice in a moment. */
let clock = 1;
const refused = (value: Done | Refusal) => (isRefusal(value) ? value.detail : 'nothing');
const closing = () => stores.batches.move(stores.batches.get(1), 'closing', at);
const epcOf = (container: number) => stores.containers.get(container).epc ?? '';

describe('a case that the packer is filling', () => {
  test('keeps what is in it until it is closed: the packer counts layers and not records', () => {
    begin(stores, aRecipe([aLevel()]));
    const packing = packingOf(stores.db, heard);
    const [one = '', ...rest] = packs(stores, 6);
    packing.layer(picture(1, [one, ...rest.slice(0, 2)]));
    const bench = atBench(stores);
    const said = 'the packer is filling that case';
    expect(refused(sample(bench, { scan: packCode(one), kind: 'retention' }, signature))).toBe(said);
    expect(refused(destroy(bench, { scan: packCode(one) }, signature))).toBe(said);
    expect(refused(decommission(bench, { container: 1 }, signature))).toBe(said);
    packing.layer(picture(2, rest.slice(2)));
    expect(heard.verdicts.at(-1)).toEqual([2, 'accept']);
  });
});

describe('an approval of a short case', () => {
  test('holds for what was in it then, and for no other case', () => {
    begin(stores, aRecipe([aLevel({ label: undefined })], { partial: 'approved' }));
    const packing = packingOf(stores.db, heard);
    const serials = packs(stores, 3);
    packing.layer(picture(1, serials));
    closing();
    const subject = containerSubject(stores.db, 1);
    stores.acts.append({ line: 'line-1', batch: 1, kind: APPROVE_PARTIAL, subject, signature, body: {} });
    decommission(atBench(stores), { container: 1 }, signature);
    for (const serial of serials) packing.handheld({ text: packCode(serial), at: 0 });
    packing.closeRest();
    expect(stores.containers.in(1, 'open').map((open) => [open.container, stores.containers.holds(open)])).toEqual([
      [2, 3],
    ]);
    const other = containerSubject(stores.db, 2);
    sample(atBench(stores), { scan: packCode(serials[0] ?? ''), kind: 'retention' }, signature);
    stores.acts.append({ line: 'line-1', batch: 1, kind: APPROVE_PARTIAL, subject: other, signature, body: {} });
    packing.closeRest();
    expect(stores.containers.get(2).state).toBe('open');
  });

  test('ends when one pack is taken out and another put in', () => {
    const batch = begin(stores, aRecipe([aLevel({ ...handheld, label: undefined })], { partial: 'approved' }));
    const packing = packingOf(stores.db, heard);
    const [first = '', ...rest] = packs(stores, 4);
    for (const serial of [first, ...rest.slice(0, 2)]) packing.handheld({ text: packCode(serial), at: clock++ });
    closing();
    const subject = containerSubject(stores.db, 1);
    const approve = () =>
      stores.acts.append({ line: 'line-1', batch: 1, kind: APPROVE_PARTIAL, subject, signature, body: {} });
    approve();
    expect(unapproved(stores, batch)).toEqual([]);
    destroy(atBench(stores), { scan: packCode(first) }, signature);
    complete(atBench(stores), { container: 1, children: [packCode(rest[2] ?? '')] }, signature);
    expect(unapproved(stores, batch)).toMatchObject([{ container: 1, holds: 3 }]);
    packing.closeRest();
    expect(stores.containers.get(1).state).toBe('open');
  });
});

test('a case whose label was printed again holds up no case behind it', () => {
  begin(stores, aRecipe([aLevel()]));
  const packing = packingOf(stores.db, heard);
  const serials = packs(stores, 12);
  for (const i of [0, 1]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
  packing.label({ text: labelCode(epcOf(1)), at: 0 });
  reprintLabel(atBench(stores), { container: 1 }, signature);
  for (const i of [2, 3]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
  packing.label({ text: labelCode(epcOf(2)), at: 10_000 });
  packing.label({ text: labelCode(epcOf(1)), at: 20_000 });
  expect(heard.alarms).toEqual([]);
  expect(stores.containers.of(1).map(({ state }) => state)).toEqual(['closed', 'closed']);
});

test('cases that people have opened, split, or made at a bench hold up none of those that come by the scanner', () => {
  begin(stores, aRecipe([aLevel()]));
  const packing = packingOf(stores.db, heard);
  const bench = atBench(stores);
  const serials = packs(stores, 12);
  for (const i of [0, 1]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
  open(bench, { container: 1 }, signature);
  const made = split(bench, { container: 1, children: serials.slice(0, 2).map((one) => packCode(one)) }, signature);
  complete(bench, { container: 1, children: [] }, signature);
  expect(isRefusal(made)).toBe(false);
  for (const i of [2, 3]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
  expect(stores.containers.in(1, 'labelled').map(({ container }) => container)).toEqual([1, 2, 3]);
  packing.label({ text: labelCode(epcOf(3)), at: 0 });
  expect([heard.alarms, stores.containers.get(3).state]).toEqual([[], 'closed']);
  packing.label({ text: labelCode(epcOf(2)), at: 10_000 });
  packing.handheld({ text: labelCode(epcOf(1)), at: 20_000 });
  expect([heard.alarms, stores.containers.in(1, 'labelled')]).toEqual([[], []]);
  packing.label({ text: 'NOREAD', at: 30_000 });
  expect(heard.alarms.map(([code]) => code)).toEqual(['label-mismatch']);
});

test('a case whose label was printed again before it was read back is in people’s hands', () => {
  begin(stores, aRecipe([aLevel()]));
  const packing = packingOf(stores.db, heard);
  const serials = packs(stores, 12);
  for (const i of [0, 1, 2, 3]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
  reprintLabel(atBench(stores), { container: 1 }, signature);
  packing.label({ text: labelCode(epcOf(2)), at: 0 });
  expect(heard.alarms).toEqual([]);
});

test('a case that is known by its own GTIN keeps to one lot when a pack is replaced', () => {
  const own = { key: 'sgtin', gtin: '19521234000010', pool: 'case-serials' } as const;
  const level = aLevel({ read: 'counted', count: 3, perPicture: undefined, label: undefined, identity: own });
  begin(stores, aRecipe([{ ...level, mixed: true }]));
  const [one = ''] = packs(stores, 3);
  const packing = packingOf(stores.db, heard);
  packing.commit(() => packing.passed());
  begin(stores, aRecipe([level]), anOrder({ order: 'order-2', lot: 'LOT43' }));
  const [other = ''] = packs(stores, 1, 'passed', 2);
  const into = packCode(other, { lot: 'LOT43' });
  const scan = labelCode(epcOf(1));
  expect(refused(replaceChild(atBench(stores), { scan, out: packCode(one), into }, signature))).toContain(
    'would claim one lot and hold another',
  );
  expect(stores.containers.holds({ container: 1 })).toBe(3);
});

test('a packer that did not hear what it was to do is told again', async () => {
  begin(stores, aRecipe([aLevel()]));
  let deaf = true;
  const packing = packingOf(stores.db, heard, () => {
    if (deaf) throw new Error('no packer there');
  });
  packs(stores, 2);
  closing();
  packing.closeRest();
  await new Promise(setImmediate);
  expect([heard.commands, heard.alarms]).toEqual([[], [['device-lost', 'the packer: no packer there']]]);
  deaf = false;
  packing.closeRest();
  await new Promise(setImmediate);
  packing.closeRest();
  expect(heard.commands).toEqual(['gatherRest']);
});

test('a line is not empty while a case stands in its packer', async () => {
  begin(stores, aRecipe([aLevel()]));
  const machine = new FakeStations(new FakeWorld(), { packsPerLayer: 3, layersPerCase: 2 }).connect();
  const { packer } = machine;
  if (packer === undefined) throw new Error('no packer');
  const status = async (signal: AbortSignal) => ({ ...(await packer.status(signal)), layersInCase: 1 });
  const needs = { db: stores.db, line: 'line-1', batch: 1, at, machine: { ...machine, packer: { ...packer, status } } };
  await expect(proveEmpty(needs, 'after', new AbortController().signal)).rejects.toThrow(
    'a case with 1 layers in the packer',
  );
});
