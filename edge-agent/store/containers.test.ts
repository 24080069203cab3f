import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anOrder, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { type Container, named } from './containers.ts';
import { openDatabase } from './database.ts';
import { Packs } from './packs.ts';

const gtin = '09521234000013';
let home: ReturnType<typeof temporary>;
let stores: Stores;
let packs: Packs;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  stores.batches.create(anOrder(), at);
  packs = new Packs(stores.db);
});
afterEach(() => {
  stores.db.close();
  home.remove();
});

function pack(ordinal: number, state: 'commissioned' | 'rejected' = 'commissioned') {
  const fate = state === 'commissioned' ? 'passed' : 'rejected';
  const unit = stores.journal.printing({ batch: 1, ordinal, gtin, serial: `S${ordinal}`, sequence: ordinal }, at);
  stores.journal.settled(unit, { state, fate, reason: undefined }, at);
  return { batch: 1, ordinal, serial: `S${ordinal}` };
}
const close = (open: Container, epc: string) =>
  named(stores.containers.change(open, { state: 'closed', at, epc, told: at }));

describe('containers', () => {
  test('take commissioned packs that are in nothing else, and no others', () => {
    const { containers } = stores;
    const open = containers.open(1, 'case', at);
    packs.put(open, [pack(1)]);
    expect(() => packs.put(open, [pack(2, 'rejected')])).toThrow('cannot go into');
    close(open, 'urn:case');
    const next = containers.open(1, 'case', at);
    expect(() => packs.put(next, [{ batch: 1, ordinal: 1, serial: 'S1' }])).toThrow('cannot go into');
    expect(packs.inside(open).map(({ serial }) => serial)).toEqual(['S1']);
    expect(containers.count(1)).toEqual({ bundles: 0, cases: 1, pallets: 0 });
  });

  test('take closed containers only, once', () => {
    const { containers } = stores;
    const one = containers.open(1, 'case', at);
    const pallet = containers.open(1, 'pallet', at);
    expect(() => containers.put(pallet, [one])).toThrow('cannot go into');
    const closed = close(one, 'urn:case');
    containers.put(pallet, [closed]);
    expect(() => containers.put(pallet, [closed])).toThrow('cannot go into');
    expect(containers.loose(1, 'case')).toEqual([]);
  });

  test('ship as the outermost: pallets, not the cases on them, and nothing that is no more', () => {
    const { containers } = stores;
    const inner = close(containers.open(1, 'case', at), 'urn:case');
    const pallet = containers.open(1, 'pallet', at);
    containers.put(pallet, [inner]);
    close(pallet, 'urn:pallet');
    const gone = close(containers.open(1, 'case', at), 'urn:gone');
    containers.change(gone, { state: 'destroyed', at });
    expect(containers.outermost(1)).toEqual(['urn:pallet']);
  });

  test('are open one of a level at a time, while others wait for their labels', () => {
    const { containers } = stores;
    const open = containers.open(1, 'case', at);
    expect(() => containers.open(1, 'case', at)).toThrow('UNIQUE');
    containers.change(open, { state: 'labelled', at, epc: 'urn:case' });
    containers.open(1, 'case', at);
    expect(containers.in(1, 'labelled').map(({ epc }) => epc)).toEqual(['urn:case']);
  });

  test('move only from the state that was seen, and the audit trail says who moved them', () => {
    const { containers, db } = stores;
    const open = containers.open(1, 'case', at);
    const closed = close(open, 'urn:case');
    expect(() => containers.change(open, { state: 'closed', at })).toThrow('no longer open');
    containers.change(closed, { state: 'opened', at, why: 'a torn flap', who: 'olga' });
    expect(
      db.prepare("SELECT was, now, why, who FROM audit WHERE subject = 'case urn:case' ORDER BY entry").all(),
    ).toEqual([
      { was: 'open', now: 'closed', why: null, who: 'agent' },
      { was: 'closed', now: 'opened', why: 'a torn flap', who: 'olga' },
    ]);
  });

  test('count what is in them at any depth', () => {
    const { containers } = stores;
    const inner = containers.open(1, 'case', at);
    packs.put(inner, [pack(1), pack(2)]);
    const pallet = containers.open(1, 'pallet', at);
    containers.put(pallet, [close(inner, 'urn:case')]);
    expect([containers.holds(pallet), containers.units(pallet)]).toEqual([1, 2]);
  });
});

describe('packs', () => {
  test('stand ready in the order in which the gate let them pass', () => {
    const { journal } = stores;
    const two = [1, 2].map((ordinal) =>
      journal.printing({ batch: 1, ordinal, gtin, serial: `S${ordinal}`, sequence: ordinal }, at),
    );
    for (const unit of two.reverse())
      journal.settled(unit, { state: 'commissioned', fate: 'passed', reason: undefined }, at);
    expect(packs.passed(1, 10).map(({ ordinal }) => ordinal)).toEqual([2, 1]);
    expect(packs.countPassed(1)).toBe(2);
  });

  test('that a person brought back, or that were told, stand ready for nobody who does not read them', () => {
    pack(1, 'rejected');
    pack(2);
    const seen = packs.find(gtin, 'S1');
    if (seen === undefined) throw new Error('S1 is there');
    packs.change(seen, { state: 'commissioned', at, why: 'looked at', who: 'olga' });
    packs.told([{ batch: 1, ordinal: 2 }]);
    expect(packs.passed(1, 10)).toEqual([]);
    expect(
      packs
        .loose(1)
        .map(({ serial }) => serial)
        .sort(),
    ).toEqual(['S1', 'S2']);
  });
});
