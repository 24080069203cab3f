import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { madeByHand, reconcile, rejectsByReason } from '../../report/reconcile.ts';
import { openDatabase } from '../../store/database.ts';
import { ReportRows } from '../../store/report-rows.ts';
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
} from '../../testing/packing-bench.ts';
import type { ManualNeeds } from './bench.ts';
import { decommission, destroy } from './end.ts';
import { open } from './open.ts';
import { reintroduce } from './reintroduce.ts';
import { relabel } from './relabel.ts';
import { reprintLabel } from './reprint-label.ts';
import { sample } from './sample.ts';
import { scanBack } from './scan-back.ts';

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
/** A pack on which the printer has put that code a second time. */
function twinOf(serial: string): void {
  const { journal } = stores;
  const ordinal = journal.nextOrdinal(1);
  const unit = journal.printing({ batch: 1, ordinal, gtin: GTIN, serial: 'TWIN', sequence: ordinal }, at);
  const read = journal.verified(unit, 'reject', 'mismatch', at, serial);
  journal.settled(read, { state: 'rejected', fate: 'rejected', reason: 'mismatch' }, at);
}
/** The sums of the batch's report. */
const sums = () => reconcile(stores.rows.units(1), stores.rows.numbers(1, anOrder().pool), undefined);
const caseAt = (index: number) => stores.containers.of(1).filter(({ level }) => level === 'case')[index]?.epc ?? '';
const news = (before: number) => toldBy(stores).slice(before).map(inWords);

describe('a sample', () => {
  test('of a loose pack is taken out of what is packed, and told only by the report', () => {
    const [serial = ''] = pack(2);
    certain(sample(bench, { scan: packCode(serial), kind: 'retention' }, signature));
    expect(of(serial)).toMatchObject({ state: 'sampled', reason: 'retention: the flap was torn open' });
    expect(toldBy(stores)).toEqual([]);
    expect(stores.fates.total(1)).toMatchObject({ commissioned: 1, sampled: 1 });
    expect(stores.acts.of(1)).toMatchObject([{ kind: 'sample', subject: `unit ${serial}`, signature }]);
  });

  test('is not taken out of a closed case, only out of an opened one', () => {
    const [serial = ''] = pack(3);
    const act = () => sample(bench, { scan: packCode(serial), kind: 'in-process' }, signature);
    expect(refused(act())).toContain('is in case');
    certain(open(bench, { scan: labelCode(caseAt(0)) }, signature));
    const before = toldBy(stores).length;
    certain(act());
    expect(news(before)).toEqual([`unpacking 1 of ${caseAt(0)}`, 'sampling 1']);
    expect(stores.fates.total(1)).toMatchObject({ commissioned: 3, sampled: 0 });
  });

  test('is not taken of what is no good pack', () => {
    pack(0);
    const [bad = ''] = packs(stores, 1, 'rejected');
    expect(refused(sample(bench, { scan: packCode(bad), kind: 'retention' }, signature))).toBe(`${bad} is rejected`);
    expect(stores.acts.of(1)).toEqual([]);
  });
});

describe('a rejected pack', () => {
  test('whose code is as printed is a good one again, and stands ready for nobody who counts', () => {
    pack(2);
    const [serial = ''] = packs(stores, 1, 'rejected');
    certain(reintroduce(bench, { scan: packCode(serial) }, signature));
    expect(of(serial)).toMatchObject({ state: 'commissioned', container: undefined });
    expect(packsIn(stores.db).countPassed(1)).toBe(2);
    expect(refused(reintroduce(bench, { scan: packCode(serial) }, signature))).toContain('is commissioned');
  });

  test('of another lot by its code is none', () => {
    pack(0);
    const [serial = ''] = packs(stores, 1, 'rejected');
    expect(refused(reintroduce(bench, { scan: packCode(serial, { lot: 'LOT43' }) }, signature))).toContain(
      'is not what was printed',
    );
  });

  test('stays out when the camera read its code on another pack', () => {
    pack(0);
    const [serial = ''] = packs(stores, 1, 'rejected');
    twinOf(serial);
    packs(stores, 1);
    expect(refused(reintroduce(bench, { scan: packCode(serial) }, signature))).toBe(
      `the camera read ${serial} on another pack, where TWIN was due`,
    );
    expect(of(serial)?.state).toBe('rejected');
  });

  test('that nobody has read comes back only with its unread neighbours scanned beside it: a twin follows its sister', () => {
    pack(1);
    const [one = '', two = '', three = ''] = packs(stores, 3, 'rejected');
    packs(stores, 1);
    const back = (serial: string, ...beside: string[]) =>
      reintroduce(bench, { scan: packCode(serial), beside: beside.map((name) => packCode(name)) }, signature);
    expect(refused(back(one))).toBe(`the camera did not read the pack of ${two} either`);
    expect(refused(back(one, one))).toBe(`two packs bear ${one}`);
    expect(refused(back(two, three))).toBe(`the camera did not read the pack of ${one} either`);
    expect(certain(back(one, two)).body).toEqual({ rejectedFor: 'no read', beside: [two] });
    expect(refused(back(two))).toBe(`the camera did not read the pack of ${three} either`);
    certain(destroy(bench, { gtin: GTIN, serial: three }, signature));
    certain(back(two));
    expect([one, two, three].map((serial) => of(serial)?.state)).toEqual(['commissioned', 'commissioned', 'destroyed']);
  });

  test('is still known for what it was rejected for when people destroy it or find it good', () => {
    pack(0);
    const [one = '', two = ''] = packs(stores, 2, 'rejected');
    certain(destroy(bench, { scan: packCode(one) }, signature));
    certain(reintroduce(bench, { scan: packCode(two) }, signature));
    expect([of(one), of(two)]).toMatchObject([
      { rejectedFor: 'no read', reason: 'the flap was torn open' },
      { rejectedFor: 'no read', reason: undefined },
    ]);
    const groups = new ReportRows(stores.db).units(1);
    expect(rejectsByReason(groups)).toEqual({ 'no read': 1 });
    expect(madeByHand(groups)).toEqual({
      'rejected for no read, then destroyed: the flap was torn open': 1,
      'rejected for no read, then found good': 1,
    });
  });

  test('that bore a bad grade or another’s code is relabelled or destroyed', () => {
    pack(0);
    const [serial = ''] = packs(stores, 1, 'rejected');
    stores.db.prepare("UPDATE units SET reason = 'mismatch'").run();
    expect(refused(reintroduce(bench, { scan: packCode(serial) }, signature))).toBe(`${serial} is rejected: mismatch`);
  });

  test('stays what the report said once the batch is closed', () => {
    pack(0);
    const [serial = ''] = packs(stores, 1, 'rejected');
    stores.batches.move(stores.batches.move(stores.batches.get(1), 'closing', at), 'closed', at);
    expect(refused(reintroduce(bench, { scan: packCode(serial) }, signature))).toContain('batch 1 is closed');
    expect(refused(destroy(bench, { scan: packCode(serial) }, signature))).toContain('batch 1 is closed');
  });
});

describe('a relabelled pack', () => {
  test('is a good one when its new label was scanned on it, and not before', () => {
    const [serial = ''] = pack(1);
    const done = certain(relabel(bench, { scan: packCode(serial) }, signature));
    const fresh = String(done.body['serial']);
    expect(done.labels).toMatchObject([{ text: expect.arrayContaining([`SN ${fresh}`]) }]);
    expect([of(serial)?.state, of(fresh)?.state]).toEqual(['decommissioned', 'printing']);
    expect(refused(scanBack(bench, packCode('nothing'), 'olga'))).toContain('no label');
    expect(refused(scanBack(bench, packCode(fresh, { lot: 'LOT43' }), 'olga'))).toBe(
      `the code of ${fresh} is not what was printed`,
    );
    expect(certain(scanBack(bench, packCode(fresh), 'olga'))).toEqual({ batch: 1, is: 'unit', name: fresh });
    expect(of(fresh)?.state).toBe('commissioned');
    expect(stores.fates.total(1)).toEqual({
      printed: 2,
      commissioned: 1,
      rejected: 0,
      sampled: 0,
      destroyed: 1,
      unaccounted: 0,
    });
  });

  test('is not settled by a line that clears its zone', () => {
    const [serial = ''] = pack(1);
    certain(relabel(bench, { gtin: GTIN, serial }, signature));
    expect(stores.journal.pending(1)).toEqual([]);
    expect(packingOf(stores.db, nothingHeard()).waits()[0]).toContain('has to be scanned on its pack');
  });

  test.each(['printed again and read back', 'destroyed'])(
    'whose label is torn or lost is %s, and the batch ends',
    (how) => {
      pack(3);
      const [serial = ''] = packs(stores, 1, 'rejected');
      const fresh = String(certain(relabel(bench, { gtin: GTIN, serial }, signature)).body['serial']);
      const named = { gtin: GTIN, serial: fresh };
      expect(relabel(bench, named, signature)).toMatchObject({ remedy: expect.stringContaining('destroy it') });
      expect(refused(decommission(bench, named, signature))).toBe(`${fresh} is printing`);
      if (how === 'destroyed') certain(destroy(bench, named, signature));
      else {
        const { labels } = certain(reprintLabel(bench, named, signature));
        expect(labels).toMatchObject([{ text: expect.arrayContaining([`SN ${fresh}`]) }]);
        certain(scanBack(bench, packCode(fresh), 'olga'));
        expect(refused(reprintLabel(bench, named, signature))).toBe(`${fresh} is commissioned`);
        certain(sample(bench, { scan: packCode(fresh), kind: 'retention' }, signature));
      }
      expect(packingOf(stores.db, nothingHeard()).waits()).toEqual([]);
      const good = how === 'destroyed' ? { 'label scrapped': 1 } : { 'label scrapped': 0, 'verified good': 4 };
      expect(sums()[1]?.terms).toMatchObject(good);
    },
  );

  test.each(['sampled', 'destroyed'] as const)(
    'that was read back and is %s then was a good pack, and no label',
    (how) => {
      const [serial = ''] = pack(1);
      const fresh = String(certain(relabel(bench, { scan: packCode(serial) }, signature)).body['serial']);
      certain(scanBack(bench, packCode(fresh), 'olga'));
      if (how === 'sampled') certain(sample(bench, { scan: packCode(fresh), kind: 'retention' }, signature));
      else certain(destroy(bench, { scan: packCode(fresh) }, signature));
      const [, printed, good] = sums();
      expect(printed?.terms).toMatchObject({ 'verified good': 2, 'label scrapped': 0, 'label sampled': 0 });
      expect(good?.terms).toMatchObject({ [how]: 1, decommissioned: 1 });
    },
  );

  test('has no trigger, so that a gate that counts on is not taken for one that was started again', () => {
    const [serial = ''] = pack(1);
    const fresh = String(certain(relabel(bench, { scan: packCode(serial) }, signature)).body['serial']);
    certain(scanBack(bench, packCode(fresh), 'olga'));
    expect(stores.journal.lastTrigger('line-1')).toBe(1);
  });

  test('is not to be had without a number', () => {
    const [serial = ''] = pack(1);
    stores.db.prepare("UPDATE blocks SET used = fetched WHERE pool = 'serials'").run();
    expect(relabel(bench, { scan: packCode(serial) }, signature)).toMatchObject({ refused: 'pool-exhausted' });
    expect(of(serial)?.state).toBe('commissioned');
  });
});

describe('what is scanned', () => {
  test('names a pack only with the elements of its recipe, in their order', () => {
    const [serial = ''] = pack(1);
    const act = (scan: string) => sample(bench, { scan, kind: 'retention' }, signature);
    expect(act(`]d201${GTIN}21${serial}`)).toMatchObject({ refused: 'malformed', detail: 'the code has no (17)' });
    expect(act(`]d201${GTIN}21${serial}\x1d1728063010LOT42`)).toMatchObject({
      detail: `the code of ${serial} is not what was printed`,
      rule: expect.stringContaining('(01)(17)(10)(21) in this order'),
    });
    certain(act(packCode(serial)));
  });

  test('is whole where the recipe prints so little that a separator could be missing', () => {
    begin(stores, aRecipe([cases], { elements: ['01', '21'] }));
    const { journal } = stores;
    const unit = journal.printing({ batch: 1, ordinal: 1, gtin: GTIN, serial: 'A10LOT', sequence: 1 }, at);
    const good = journal.verified(unit, 'good', undefined, at);
    journal.settled(good, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
    certain(sample(bench, { scan: `]d201${GTIN}21A10LOT`, kind: 'retention' }, signature));
  });
});
