import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Recipe } from '#shared/line/recipe.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
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
  sscc,
} from '../../testing/packing-bench.ts';
import { reprintLabel } from '../manual/reprint-label.ts';
import type { Packing } from './packing.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let heard: Heard;
let packing: Packing;
let clock: number;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  heard = nothingHeard();
  clock = 0;
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

function start(recipe: Recipe): void {
  begin(stores, recipe);
  packing = packingOf(stores.db, heard);
}
/** A scan, long after the one before. */
function scan(text: string) {
  clock += 10_000;
  return { text, at: clock };
}
const states = () => stores.containers.of(1).map(({ level, state }) => `${level} ${state}`);
const epcOf = (index: number) => stores.containers.of(1)[index]?.epc ?? '';
const alarms = () => heard.alarms.map(([code]) => code);
const messages = () => {
  stores.outbox.seal('line-1', Date.now());
  return stores.outbox.waiting('line-1', 100).map(({ sequence }) => stores.outbox.body('line-1', sequence));
};

describe('a case packed in layers', () => {
  beforeEach(() => start(aRecipe([aLevel()])));

  test('is labelled when its last layer stands, and closed by its own label alone', () => {
    const serials = packs(stores, 6);
    packing.layer(picture(1, serials.slice(0, 3)));
    expect(states()).toEqual(['case open']);
    packing.layer(picture(2, serials.slice(3)));
    expect(states()).toEqual(['case labelled']);
    expect(heard.verdicts).toEqual([
      [1, 'accept'],
      [2, 'accept'],
    ]);
    expect(heard.labels).toMatchObject([{ symbol: 'gs1-128', text: [expect.stringContaining('SSCC 0'), '6 UNITS'] }]);
    expect(messages()).toEqual([]);
    packing.label(scan(labelCode(epcOf(0))));
    expect(states()).toEqual(['case closed']);
    expect(messages()).toEqual([expect.stringContaining(epcOf(0))]);
  });

  test('takes a layer as a whole or not at all, and says of each code what is wrong with it', () => {
    const [one = '', two = '', three = ''] = packs(stores, 3);
    const [bad = ''] = packs(stores, 1, 'rejected');
    packing.layer(picture(1, [one, two, bad]));
    packing.layer(picture(2, [one, two]));
    packing.layer(picture(3, [one, two, two]));
    packing.layer({
      sequence: 4,
      codes: [one, two].map((s) => ({ text: packCode(s), grade: 4 })).concat({ text: 'NOREAD', grade: 0 }),
    });
    packing.layer({ sequence: 5, codes: [...picture(5, [one, two]).codes, { text: packCode('X9'), grade: 4 }] });
    expect(states()).toEqual([]);
    expect(heard.verdicts.map(([, verdict]) => verdict)).toEqual(Array(5).fill('refuse'));
    expect(heard.alarms).toEqual([
      ['layer-refused', `picture 1: ${bad} is rejected`],
      ['layer-refused', 'picture 2: 2 codes in place of 3'],
      ['layer-refused', `picture 3: ${two} is in the picture twice`],
      ['layer-refused', expect.stringContaining('picture 4: "NOREAD" the scan does not say')],
      ['layer-refused', 'picture 5: X9 is of no batch of this site'],
    ]);
    packing.layer(picture(6, [one, two, three]));
    expect(heard.verdicts.at(-1)).toEqual([6, 'accept']);
  });

  test('does not take a pack twice, nor packs of another product or of another lot', () => {
    const first = packs(stores, 3);
    packing.layer(picture(1, first));
    const [next = '', other = ''] = packs(stores, 2);
    packing.layer(picture(2, [next, other, first[0] ?? '']));
    expect(heard.alarms[0]?.[1]).toContain(`${first[0]} is in container 1 already`);
    begin(stores, aRecipe([aLevel()]), { order: 'order-2', lot: 'LOT43' });
    const strange = packs(stores, 1, 'passed', 2);
    const code = { text: packCode(strange[0] ?? '', { lot: 'LOT43' }), grade: 4 };
    packing.layer({ sequence: 3, codes: [...picture(3, [next, other]).codes, code] });
    expect(heard.alarms[1]?.[1]).toContain(`${strange[0]} is of lot LOT43, wanted is LOT42`);
    packing.layer(picture(4, [next, other, strange[0] ?? '']));
    expect(heard.alarms[2]?.[1]).toContain(`the code of ${strange[0]} is not what was printed`);
  });

  test('waits for the gate’s word on a pack that the camera sees before', () => {
    const serials = packs(stores, 3, 'at the gate');
    packing.layer(picture(1, serials));
    expect([states(), heard.verdicts]).toEqual([[], []]);
    for (const unit of stores.journal.pending(1)) {
      packing.commit(() => {
        stores.journal.settled(unit, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
        packing.passed();
      });
    }
    packing.again();
    expect(heard.verdicts).toEqual([[1, 'accept']]);
  });

  test('accepts a layer again of which the packer has not heard', () => {
    const serials = packs(stores, 3);
    packing.layer(picture(1, serials));
    packingOf(stores.db, heard).layer(picture(2, serials));
    expect(heard.verdicts).toEqual([
      [1, 'accept'],
      [2, 'accept'],
    ]);
    expect(stores.containers.holds({ container: 1 })).toBe(3);
  });

  test('is not closed by another label, nor by one that cannot be read', () => {
    const serials = packs(stores, 12);
    for (const i of [0, 1, 2, 3]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
    packing.label(scan(labelCode(epcOf(1))));
    packing.label(scan('NOREAD'));
    packing.label(scan(packCode(serials[0] ?? '')));
    expect(states()).toEqual(['case labelled', 'case labelled']);
    expect(alarms()).toEqual(['label-mismatch', 'label-unread', 'label-mismatch']);
    packing.handheld(scan(labelCode(epcOf(0))));
    packing.handheld(scan(labelCode(epcOf(1))));
    expect(states()).toEqual(['case closed', 'case closed']);
    packing.label(scan(labelCode(epcOf(1))));
    expect(alarms().at(-1)).toBe('label-mismatch');
  });

  test.each([
    ['unread', 'NOREAD'],
    ['with the label of the one before', undefined],
  ])('that went by %s is not closed by its label on the one behind it, but by a person', (_, read) => {
    const serials = packs(stores, 24);
    for (const i of [0, 1, 2, 3, 4, 5, 6, 7]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
    packing.label(scan(labelCode(epcOf(0))));
    packing.label(scan(read ?? labelCode(epcOf(0))));
    packing = packingOf(stores.db, heard);
    packing.label(scan(labelCode(epcOf(1))));
    expect(states()).toEqual(['case closed', 'case labelled', 'case labelled', 'case labelled']);
    expect(heard.alarms.at(-1)).toEqual([
      'label-mismatch',
      `${epcOf(1)}, which has to be scanned by hand, was read where ${epcOf(2)} is due`,
    ]);
    packing.label(scan(labelCode(epcOf(3))));
    reprintLabel(atBench(stores), { container: 2 }, signature);
    packing.label(scan(labelCode(epcOf(1))));
    expect(states()).toEqual(['case closed', 'case labelled', 'case labelled', 'case closed']);
    packing.handheld(scan(labelCode(epcOf(1))));
    packing.handheld(scan(labelCode(epcOf(2))));
    expect(states()).toEqual(Array(4).fill('case closed'));
  });

  test('is closed by a person who scans its label, whichever comes first', () => {
    const serials = packs(stores, 12);
    for (const i of [0, 1, 2, 3]) packing.layer(picture(i + 1, serials.slice(i * 3, i * 3 + 3)));
    packing.handheld(scan(labelCode(epcOf(1))));
    expect(states()).toEqual(['case labelled', 'case closed']);
  });

  test('takes a bouncing reading of a label for one', () => {
    packing.layer(picture(1, packs(stores, 3)));
    packing.layer(picture(2, packs(stores, 3)));
    const text = labelCode(epcOf(0));
    packing.label({ text, at: 5_000 });
    packing.label({ text, at: 5_200 });
    expect(alarms()).toEqual([]);
  });
});

describe('packed by hand', () => {
  const pallet = aLevel({ level: 'pallet', count: 2, read: 'handheld', perPicture: undefined });
  const bundle = aLevel({ level: 'bundle', count: 2, read: 'one-by-one', perPicture: undefined, label: undefined });
  const cases = aLevel({ level: 'case', count: 2, read: 'counted', perPicture: undefined, label: undefined });

  test('packs, bundles, cases and a pallet go into each other, each read as its level wants', () => {
    start(aRecipe([bundle, cases, pallet]));
    const serials = packs(stores, 8);
    for (const [i, serial] of serials.entries()) packing.layer(picture(i + 1, [serial]));
    expect(stores.containers.count(1)).toEqual({ bundles: 4, cases: 2, pallets: 0 });
    for (const { epc } of stores.containers.loose(1, 'case')) packing.handheld(scan(labelCode(epc)));
    const [waiting] = stores.containers.in(1, 'labelled');
    expect(waiting).toMatchObject({ level: 'pallet', partial: false });
    packing.handheld(scan(labelCode(waiting?.epc ?? '')));
    expect(stores.containers.outermost(1)).toEqual([waiting?.epc]);
  });

  test('what does not belong onto a pallet is said and stays off it', () => {
    start(aRecipe([bundle, cases, pallet]));
    const serials = packs(stores, 4);
    for (const [i, serial] of serials.entries()) packing.layer(picture(i + 1, [serial]));
    packing.handheld(scan(packCode(serials[0] ?? '')));
    packing.handheld(scan(labelCode(stores.containers.of(1)[0]?.epc ?? '')));
    packing.handheld(scan(']C100095212340000000017'));
    packing.handheld(scan('01095212340000132112345'));
    expect(alarms()).toEqual(Array(4).fill('scan-refused'));
    expect(stores.containers.in(1, 'open', 'pallet')).toEqual([]);
  });

  test('cases that a fixed scanner reads as they go by stand on the pallet, whose own label it reads back', () => {
    start(
      aRecipe([
        { ...cases, label: { text: [], verify: false } },
        { ...pallet, read: 'one-by-one' },
      ]),
    );
    packs(stores, 4);
    packing.commit(() => packing.passed());
    const both = stores.containers.loose(1, 'case').map(({ epc }) => epc);
    for (const epc of both) packing.label(scan(labelCode(epc)));
    const [waiting] = stores.containers.in(1, 'labelled', 'pallet');
    packing.label(scan(labelCode(waiting?.epc ?? '')));
    expect(stores.containers.outermost(1)).toEqual([waiting?.epc]);
    expect(alarms()).toEqual([]);
    packing.label(scan(labelCode(both[0] ?? '')));
    expect(alarms()).toEqual(['scan-refused']);
  });

  test('a case scanned twice onto a pallet is on it once', () => {
    start(aRecipe([cases, pallet]));
    for (const unit of packs(stores, 2)) expect(unit).not.toBe('');
    packing.commit(() => packing.passed());
    const [one] = stores.containers.loose(1, 'case');
    packing.handheld(scan(labelCode(one?.epc ?? '')));
    packing.handheld(scan(labelCode(one?.epc ?? '')));
    expect(alarms()).toEqual([]);
    expect(stores.containers.in(1, 'open', 'pallet').map((open) => stores.containers.holds(open))).toEqual([1]);
  });
});

describe('a container’s number', () => {
  const own = { key: 'sgtin', gtin: '19521234000010', pool: 'case-serials' } as const;

  test('is its own GTIN when it is full, and an SSCC when it is not', () => {
    start(aRecipe([aLevel({ read: 'counted', count: 4, identity: own })], { partial: 'automatic' }));
    packs(stores, 6);
    packing.commit(() => packing.passed());
    stores.batches.move(stores.batches.get(1), 'closing', at);
    packing.closeRest();
    expect(stores.containers.of(1).map(({ epc }) => epc?.split(':')[3])).toEqual(['sgtin', 'sscc']);
    expect(heard.labels).toMatchObject([
      { elements: [{ ai: '01', value: own.gtin }, {}, {}, { ai: '21' }] },
      { symbol: 'gs1-128' },
    ]);
    for (const { epc } of stores.containers.of(1)) packing.label(scan(labelCode(epc ?? '')));
    expect(states()).toEqual(['case closed', 'case closed']);
  });

  test('is an SSCC by itself where the recipe wants that', () => {
    start(aRecipe([aLevel({ read: 'counted', count: 2, label: undefined, identity: sscc })]));
    packs(stores, 2);
    packing.commit(() => packing.passed());
    expect(epcOf(0)).toContain(':sscc:');
  });
});
