import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { atBench, inWords, signature, toldBy } from '../../testing/hand-bench.ts';
import {
  aLevel,
  aRecipe,
  begin,
  GTIN,
  labelCode,
  nothingHeard,
  packCode,
  packingOf,
  packs,
  packsIn,
  sscc,
} from '../../testing/packing-bench.ts';
import { lotReport } from '../report.ts';
import type { ManualNeeds } from './bench.ts';
import { complete } from './complete.ts';
import { decommission, destroy } from './end.ts';
import { open } from './open.ts';
import { replaceChild } from './replace-child.ts';
import { reprintLabel } from './reprint-label.ts';
import { sample } from './sample.ts';
import { scanBack } from './scan-back.ts';
import { split } from './split.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let bench: ManualNeeds;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  bench = atBench(stores);
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const plain = { read: 'counted', perPicture: undefined, label: undefined } as const;
const cases = aLevel({ ...plain, count: 3 });
const pallets = aLevel({ ...plain, level: 'pallet', count: 2 });

/** So many packs, packed as the recipe says. */
function pack(count: number, levels = [cases, pallets]): string[] {
  begin(stores, aRecipe(levels));
  const serials = packs(stores, count);
  packingOf(stores.db, nothingHeard()).commit(() => undefined);
  const packing = packingOf(stores.db, nothingHeard());
  packing.commit(() => packing.passed());
  return serials;
}
const of = (serial = '') => packsIn(stores.db).find(GTIN, serial);
const certain = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`refused: ${value.detail}`);
  return value;
};
const refused = (value: unknown) => (isRefusal(value) ? value.detail : 'nothing');
const caseAt = (index: number) => stores.containers.of(1).filter(({ level }) => level === 'case')[index]?.epc ?? '';
const stateOf = (epc: string) => stores.containers.byEpc([epc])?.state;
const news = (before: number) => toldBy(stores).slice(before).map(inWords);

describe('an opened case', () => {
  test('is closed again with other packs in it, and each move is told', () => {
    const [one = '', two = ''] = pack(5);
    const [, , , , spare = ''] = stores.db
      .prepare('SELECT serial FROM units ORDER BY ordinal')
      .all()
      .map((row) => String(row['serial']));
    const scan = labelCode(caseAt(0));
    certain(open(bench, { scan }, signature));
    const before = toldBy(stores).length;
    certain(destroy(bench, { scan: packCode(one) }, signature));
    expect(refused(complete(bench, { scan, children: [packCode(two)] }, signature))).toContain(
      'is in container 1 already',
    );
    certain(complete(bench, { scan, children: [packCode(spare)] }, signature));
    expect(news(before)).toEqual([
      `unpacking 1 of ${caseAt(0)}`,
      'destroying 1',
      'commissioning 1',
      `packing 1 of ${caseAt(0)}`,
    ]);
    expect(stores.containers.byEpc([caseAt(0)])).toMatchObject({ state: 'closed', partial: false });
  });

  test('on a pallet is opened only when the pallet is', () => {
    pack(6);
    const [pallet] = stores.containers.loose(1, 'pallet');
    expect(refused(open(bench, { scan: labelCode(caseAt(0)) }, signature))).toContain('which is closed');
    certain(open(bench, { scan: labelCode(pallet?.epc ?? '') }, signature));
    certain(open(bench, { scan: labelCode(caseAt(0)) }, signature));
  });

  test('that was known by its own GTIN and is no longer full gets an SSCC, and its old number ends', () => {
    const own = { key: 'sgtin', gtin: '19521234000010', pool: 'case-serials' } as const;
    const [serial = ''] = pack(3, [{ ...cases, identity: own }]);
    const old = caseAt(0);
    certain(open(bench, { container: 1 }, signature));
    certain(destroy(bench, { scan: packCode(serial) }, signature));
    const before = toldBy(stores).length;
    const { body } = certain(complete(bench, { container: 1, children: [] }, signature));
    expect(String(body['epc'])).toContain(':sscc:');
    expect(news(before)).toEqual([
      `unpacking 2 of ${old}`,
      'decommissioning 1',
      'commissioning 1',
      `packing 2 of ${body['epc']}`,
    ]);
    expect([stateOf(old), stateOf(String(body['epc']))]).toEqual(['decommissioned', 'closed']);
  });

  test('is split into two, each with its own number', () => {
    const [one = '', two = '', three = ''] = pack(3);
    const scan = labelCode(caseAt(0));
    expect(refused(split(bench, { scan, children: [packCode(one)] }, signature))).toContain('is closed');
    certain(open(bench, { scan }, signature));
    expect(refused(split(bench, { scan, children: [one, two, three].map((s) => packCode(s)) }, signature))).toContain(
      'nothing would stay',
    );
    const before = toldBy(stores).length;
    const { body } = certain(split(bench, { scan, children: [packCode(one)] }, signature));
    certain(complete(bench, { scan, children: [] }, signature));
    expect(news(before)).toEqual([`unpacking 1 of ${caseAt(0)}`, 'commissioning 1', `packing 1 of ${body['epc']}`]);
    expect(stores.containers.in(1, 'closed', 'case').map((one) => [stores.containers.holds(one), one.partial])).toEqual(
      [
        [2, true],
        [1, true],
      ],
    );
  });
});

describe('a pack in a case', () => {
  test('is replaced by another, and the case stays what it is', () => {
    const [one = ''] = pack(4);
    const spare = `P1-0004`;
    const before = toldBy(stores).length;
    const scan = labelCode(caseAt(0));
    expect(refused(replaceChild(bench, { scan, out: packCode(spare), into: packCode(one) }, signature))).toContain(
      `not in it: ${spare}`,
    );
    certain(replaceChild(bench, { scan, out: packCode(one), into: packCode(spare) }, signature));
    expect(news(before)).toEqual([`unpacking 1 of ${caseAt(0)}`, 'commissioning 1', `packing 1 of ${caseAt(0)}`]);
    expect([of(one)?.container, of(spare)?.container]).toEqual([undefined, 1]);
    expect(stateOf(caseAt(0))).toBe('closed');
  });
});

describe('what ends', () => {
  test('a pallet with all that is in it is destroyed from the outside in, and nothing is left inside', () => {
    pack(6);
    const [pallet] = stores.containers.loose(1, 'pallet');
    const before = toldBy(stores).length;
    const { body } = certain(destroy(bench, { scan: labelCode(pallet?.epc ?? ''), cascade: true }, signature));
    expect(body).toMatchObject({ packs: 6, containers: 2 });
    expect(news(before)).toEqual([
      `unpacking 2 of ${pallet?.epc}`,
      ...[0, 1].flatMap((i) => [`unpacking 3 of ${caseAt(i)}`, 'destroying 3', 'destroying 1']),
      'destroying 1',
    ]);
    expect(
      stores.db.prepare("SELECT count(*) AS left FROM units WHERE state <> 'destroyed' OR container IS NOT NULL").get(),
    ).toEqual({ left: 0 });
    expect(stores.containers.outermost(1)).toEqual([]);
    expect(stores.fates.total(1)).toMatchObject({ commissioned: 6, destroyed: 0 });
  });

  test('a case without what is in it leaves its packs by themselves', () => {
    const serials = pack(3);
    const before = toldBy(stores).length;
    certain(decommission(bench, { scan: labelCode(caseAt(0)) }, signature));
    expect(news(before)).toEqual([`unpacking 3 of ${caseAt(0)}`, 'decommissioning 1']);
    expect(serials.map((serial) => of(serial)?.state)).toEqual(Array(3).fill('commissioned'));
    expect(refused(decommission(bench, { scan: labelCode(caseAt(0)) }, signature))).toContain(
      'is decommissioned already',
    );
  });

  test('a case on a pallet ends only when the pallet was opened', () => {
    pack(6);
    expect(refused(destroy(bench, { scan: labelCode(caseAt(0)), cascade: true }, signature))).toContain(
      'which is closed',
    );
    expect(stores.containers.in(1, 'closed')).toHaveLength(3);
  });

  test('whatever people do, what the cloud is told is in order, and the report adds up', () => {
    const [one = '', two = ''] = pack(8);
    const [bad = ''] = packs(stores, 1, 'rejected');
    certain(destroy(bench, { scan: packCode(bad) }, signature));
    const [pallet] = stores.containers.loose(1, 'pallet');
    certain(open(bench, { scan: labelCode(pallet?.epc ?? '') }, signature));
    certain(open(bench, { scan: labelCode(caseAt(0)) }, signature));
    certain(decommission(bench, { scan: packCode(one) }, signature));
    certain(sample(bench, { scan: packCode(two), kind: 'retention' }, signature));
    const times = toldBy(stores).map(({ eventTime }) => eventTime);
    expect(times).toEqual([...times].sort());
    const report = lotReport(stores.batches.get(1), stores, at);
    expect(report).toMatchObject({
      printed: 9,
      commissioned: 8,
      destroyed: 1,
      rejected: 0,
      sampled: 0,
      unaccounted: 0,
    });
    expect([...stores.fates.of(1)]).toEqual([{ block: 'serials-1', fate: 'destroyed', serial: bad }]);
  });
});

describe('a label', () => {
  const labelled = aLevel({ read: 'counted', count: 3, perPicture: undefined, identity: sscc });

  test('that was printed again has to be read back again', () => {
    pack(3, [labelled]);
    const epc = caseAt(0);
    certain(scanBack(bench, labelCode(epc), 'olga'));
    expect(stateOf(epc)).toBe('closed');
    const before = toldBy(stores).length;
    const { labels } = certain(reprintLabel(bench, { container: 1 }, signature));
    expect(labels).toMatchObject([{ symbol: 'gs1-128', text: [expect.any(String), '3 UNITS'] }]);
    expect(stateOf(epc)).toBe('labelled');
    certain(scanBack(bench, labelCode(epc), 'olga'));
    expect([stateOf(epc), news(before)]).toEqual(['closed', []]);
  });

  test('that is not GS1, or has lost its separator, names nothing', () => {
    pack(3, [labelled]);
    expect(scanBack(bench, '00095212340000000017', 'olga')).toMatchObject({ at: '/scan', rule: 'ISO/IEC 15424' });
    const [serial = ''] = packs(stores, 1);
    const swallowed = packCode(serial).replace('\x1d', '');
    expect(sample(bench, { scan: swallowed, kind: 'retention' }, signature)).toMatchObject({
      refused: 'malformed',
      at: '/scan',
    });
  });

  test('of another batch’s pack is not let into the case', () => {
    pack(3);
    begin(stores, aRecipe([cases]), anOrder({ order: 'order-2', lot: 'LOT43' }));
    const [strange = ''] = packs(stores, 1, 'passed', 2);
    certain(open(bench, { container: 1 }, signature));
    certain(destroy(bench, { scan: packCode('P1-0001') }, signature));
    expect(
      refused(complete(bench, { container: 1, children: [packCode(strange, { lot: 'LOT43' })] }, signature)),
    ).toContain('is of lot LOT43, wanted is LOT42');
  });
});
