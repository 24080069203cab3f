import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isRefusal } from '#shared/refusal.ts';
import { openDatabase } from '../../store/database.ts';
import { type Fresh, Inventory } from '../../store/inventory.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { atBench, signature, toldBy } from '../../testing/hand-bench.ts';
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
} from '../../testing/packing-bench.ts';
import type { ManualNeeds } from './bench.ts';
import { destroy } from './end.ts';
import { open } from './open.ts';
import { replaceChild } from './replace-child.ts';
import { reprintLabel } from './reprint-label.ts';
import { sample } from './sample.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let bench: ManualNeeds;
let serials: string[];
let pallet: string;
let [first, second] = ['', ''];
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  bench = atBench(stores);
  const plain = { read: 'counted', perPicture: undefined, label: undefined } as const;
  begin(stores, aRecipe([aLevel({ ...plain, count: 3 }), aLevel({ ...plain, level: 'pallet', count: 2 })]));
  serials = packs(stores, 10);
  const packing = packingOf(stores.db, nothingHeard());
  packing.commit(() => packing.passed());
  const named = (level: string) =>
    stores.containers
      .of(1)
      .filter((one) => one.level === level)
      .map(({ epc }) => epc ?? '');
  [pallet = ''] = named('pallet');
  [first = '', , second = ''] = named('case');
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

const because = { at, who: 'agent', why: 'its lot was closed' };
function stock(epc: string, wanted: Partial<Fresh> = {}): void {
  new Inventory(stores.db).add(
    {
      ...{
        epc: canonicalEpc(epc),
        kind: 'container',
        owner: 'acme-pharma',
        gtin: GTIN,
        lot: 'LOT42',
        expiry: '2028-06-30',
      },
      ...{ packs: 3, parent: undefined, location: undefined, state: 'here', isVerified: true, held: undefined },
      ...{ isRecalled: false, isReleased: true, order: undefined, batch: 1, isListed: false },
      ...wanted,
    },
    because,
  );
}
const refused = (value: unknown) => (isRefusal(value) ? value.detail : 'nothing');
const code = (index: number) => packCode(serials[index] ?? '');

describe('what a warehouse has', () => {
  test.each([
    ['was shipped', { state: 'shipped' }, 'is shipped'],
    ['was picked', { order: 'SO-1' }, 'is picked for SO-1'],
  ] as const)('and %s is neither changed nor ended at the line, and nothing is told', (_, how, words) => {
    stock(pallet, { ...how, packs: 6, isListed: true });
    const before = toldBy(stores).length;
    const here = canonicalEpc(pallet);
    const done = [
      destroy(bench, { container: stores.containers.byEpc([pallet])?.container ?? 0, cascade: true }, signature),
      open(bench, { scan: labelCode(pallet) }, signature),
      open(bench, { scan: labelCode(first) }, signature),
      reprintLabel(bench, { scan: labelCode(first) }, signature),
      sample(bench, { scan: code(0), kind: 'retention' }, signature),
      destroy(bench, { gtin: GTIN, serial: serials[0] ?? '' }, signature),
    ];
    expect(done.map(refused)).toEqual(done.map(() => `in the warehouse ${here} ${words}`));
    expect([toldBy(stores).length, stores.acts.of(1)]).toEqual([before, []]);
  });

  test('and has looked into, or put elsewhere, is changed there', () => {
    stock(second, { isListed: true });
    stock(pallet, { packs: 6, isListed: true });
    stock(first);
    for (const scan of [labelCode(second), labelCode(pallet), labelCode(first)])
      expect(open(bench, { scan }, signature)).toMatchObject({ remedy: 'Unpack, label or destroy it there.' });
  });

  test('and stands there as it was packed is opened at the line, its stock follows, and it ends in the warehouse', () => {
    stock(second);
    expect(refused(destroy(bench, { scan: labelCode(second) }, signature))).toContain('stands in the warehouse');
    expect(isRefusal(open(bench, { scan: labelCode(second) }, signature))).toBe(false);
    expect(isRefusal(sample(bench, { scan: code(6), kind: 'retention' }, signature))).toBe(false);
    expect(new Inventory(stores.db).find(canonicalEpc(second))).toMatchObject({ packs: 2 });
  });
});

test('a case on a closed pallet keeps what is in it until that pallet is opened', () => {
  const swap = { scan: labelCode(first), out: code(0), into: code(9) };
  expect(refused(replaceChild(bench, swap, signature))).toContain('which is closed');
  open(bench, { scan: labelCode(pallet) }, signature);
  expect(isRefusal(replaceChild(bench, swap, signature))).toBe(false);
});
