import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { openDatabase } from '../../store/database.ts';
import { at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
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
import { destroy } from './end.ts';
import { open } from './open.ts';
import { reintroduce } from './reintroduce.ts';
import { relabel } from './relabel.ts';
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

  test('is not to be had without a number', () => {
    const [serial = ''] = pack(1);
    stores.db.prepare("UPDATE blocks SET used = fetched WHERE pool = 'serials'").run();
    expect(relabel(bench, { scan: packCode(serial) }, signature)).toMatchObject({ refused: 'pool-exhausted' });
    expect(of(serial)?.state).toBe('commissioned');
  });
});
