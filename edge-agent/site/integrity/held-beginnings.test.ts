import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { destroy } from '../../line/manual/end.ts';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { type Bench, bench, isHeld } from '../../testing/foreign-bench.ts';
import { atBench, inWords, signature, toldBy } from '../../testing/hand-bench.ts';
import {
  aLevel,
  aRecipe,
  begin,
  type Heard,
  nothingHeard,
  packCode,
  packingOf,
  packs,
} from '../../testing/packing-bench.ts';
import { resolveException } from './resolve-exception.ts';

/** Everything that begins is held: it would begin after it expired. */
const expired = { expiry: '2026-01-31' };
const codes = ({ exceptions }: Stores) => exceptions.list({ state: 'open' }).map(({ code }) => code);

describe('of another maker’s line, what was packed and is held at the door', () => {
  let it: Bench;
  let given: { readonly packs: readonly string[]; readonly cases: readonly string[]; readonly pallet: string };
  beforeEach(async () => {
    it = bench();
    assign(it.stores, anOrder({ ...expired, line: 'foreign-1', quantity: 8, casesPerPallet: 2 }));
    await it.line.begin('order-1', 'b');
    const [pallet = ''] = await it.numbers('pallet', 1);
    given = { packs: await it.numbers('item', 8), cases: await it.numbers('case', 2), pallet };
    await it.take(
      { kind: 'commissioned', numbers: given.packs },
      { kind: 'packed', level: 'case', parent: given.cases[0] ?? '', children: given.packs.slice(0, 4) },
      { kind: 'packed', level: 'case', parent: given.cases[1] ?? '', children: given.packs.slice(4, 8) },
    );
  });
  afterEach(() => it.close());
  const packPallet = () => it.take({ kind: 'packed', level: 'pallet', parent: given.pallet, children: given.cases });
  const resolve = (exception: number, how: 'tell' | 'drop') =>
    resolveException(it.resolving, exception, how, signature);
  const finish = () => it.line.finish({ order: 'order-1', token: 'f' });

  test('is told by a person’s word, and what waited for it follows', async () => {
    expect(await packPallet()).toEqual(['taken']);
    expect(codes(it.stores)).toEqual(['waits', 'past-expiry', 'past-expiry']);
    expect(it.told().events).toEqual([]);
    for (const one of [1, 2]) expect(await resolve(one, 'tell')).toMatchObject({ resolution: 'told' });
    expect(it.stores.exceptions.get(3)).toMatchObject({ resolution: 'cleared' });
    expect(it.told().events).toHaveLength(8);
    await finish();
    expect(it.told().report).toMatchObject({ commissioned: 8, cases: 2, pallets: 1, shippable: [expect.anything()] });
  });

  test('is no good pack and no container once it is never told, and neither is what waited for it', async () => {
    await packPallet();
    expect(await resolve(1, 'drop')).toMatchObject({ resolution: 'not-told' });
    expect(it.stores.exceptions.get(3)).toMatchObject({ resolution: 'not-told' });
    expect(codes(it.stores)).toEqual(['past-expiry']);
    expect(await resolve(2, 'tell')).toMatchObject({ resolution: 'told' });
    expect(await finish()).toMatchObject({ state: 'closed' });
    const { events, report } = it.told();
    expect(events.map(({ epcList, childEPCs }) => epcList.length + childEPCs.length)).toEqual([4, 1, 4]);
    const [shippable = ''] = report?.shippable ?? [];
    expect(events.map(({ parentID }) => parentID)).toContain(shippable);
    expect(report).toMatchObject({ printed: 8, commissioned: 4, rejected: 4, cases: 1, pallets: 0 });
    expect(report?.rejects).toEqual({ 'not told, exception 1': 4 });
    const [, second] = it.stores.acts.of(1);
    expect(it.stores.acts.of(1)[0]).toMatchObject({ body: { how: 'drop', behind: [{ exception: 3 }] } });
    expect(second).toMatchObject({ body: { how: 'tell' } });
  });

  test('is packed into nothing once it is never told', async () => {
    for (const one of [1, 2]) await resolve(one, 'drop');
    expect(isHeld((await packPallet())[0])).toBe(true);
    expect(codes(it.stores)).toEqual(['ended']);
    expect(it.told().events).toEqual([]);
  });
});

describe('of our own line, a case that is held at the door', () => {
  let home: ReturnType<typeof temporary>;
  let stores: Stores;
  let heard: Heard;
  let serials: string[];
  beforeEach(() => {
    home = temporary();
    stores = storesOf(openDatabase(home.directory));
    heard = nothingHeard();
    const counted = { read: 'counted', perPicture: undefined, label: undefined } as const;
    const pallet = aLevel({ ...counted, level: 'pallet', count: 2 });
    begin(stores, aRecipe([aLevel({ read: 'handheld', perPicture: undefined, label: undefined, count: 2 }), pallet]), {
      ...expired,
    });
    const packing = packingOf(stores.db, heard);
    serials = packs(stores, 4);
    for (const [i, serial] of serials.entries())
      packing.handheld({ text: packCode(serial).replace('280630', '260131'), at: i + 1 });
  });
  afterEach(() => {
    stores.db.close();
    home.remove();
  });
  const resolve = (exception: number, how: 'tell' | 'drop') =>
    resolveException({ ...stores, now: () => Date.parse(at), resolvers: [] }, exception, how, signature);
  const scan = (serial: string) => packCode(serial).replace('280630', '260131');

  test('is told by a person’s word with its pallet, and what people did meanwhile follows', async () => {
    expect(codes(stores)).toEqual(['waits', 'past-expiry', 'past-expiry']);
    stores.containers.takeOut({ container: 1 });
    stores.containers.change(stores.containers.get(1), { state: 'opened', at });
    expect(destroy(atBench(stores), { scan: scan(serials[0] ?? '') }, signature)).toMatchObject({ batch: 1 });
    expect(toldBy(stores)).toEqual([]);
    for (const one of [1, 2]) expect(await resolve(one, 'tell')).toMatchObject({ resolution: 'told' });
    expect(codes(stores)).toEqual([]);
    expect(toldBy(stores).map((one) => inWords(one).replace(/ of .*/, ''))).toEqual([
      ...['commissioning 2', 'commissioning 1', 'packing 2', 'commissioning 2', 'commissioning 1', 'packing 2'],
      ...['commissioning 1', 'packing 2', 'unpacking 1', 'destroying 1'],
    ]);
  });

  test('that is never told leaves its packs rejected and the pallet undone', async () => {
    await resolve(1, 'drop');
    expect(await resolve(2, 'tell')).toMatchObject({ resolution: 'told' });
    expect(codes(stores)).toEqual([]);
    expect(stores.containers.of(1).map(({ level, state, parent }) => [level, state, parent])).toEqual([
      ['case', 'decommissioned', undefined],
      ['case', 'closed', undefined],
      ['pallet', 'decommissioned', undefined],
    ]);
    expect(serials.map((serial) => stores.packs.find('09521234000013', serial)?.state)).toEqual([
      ...['rejected', 'rejected', 'commissioned', 'commissioned'],
    ]);
    expect(stores.fates.total(1)).toMatchObject({ commissioned: 2, rejected: 2 });
  });
});
