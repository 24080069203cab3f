import { describe, expect, test } from 'vitest';
import { partnerKinds } from '../master-data/partner.ts';
import { type Bond, beginsUnits, couldTell, type Deed, mayTell } from './partner-authority.ts';

const deeds: readonly Deed[] = ['begin', 'end', 'ship-as-tenant', 'ship-for-tenant', 'ship', 'pack'];
const none: Bond = { untouched: false, numbered: true, made: false, sent: false, gone: false, elsewhere: false };
const bond = (change: Partial<Bond> = {}): Bond => ({ ...none, ...change });

describe('what a partner may tell of units of ours', () => {
  test.each([...partnerKinds, undefined])('is nothing without a bond, of the kind %s as well', (kind) => {
    for (const deed of deeds.filter((one) => one !== 'pack')) expect(mayTell({ kind }, deed, bond())).toBe(false);
  });

  test('without a bond is how they are packed, and that for who packs or keeps goods for others alone', () => {
    expect([...partnerKinds, undefined].filter((kind) => mayTell({ kind }, 'pack', bond()))).toEqual([
      'cmo',
      'logistics',
    ]);
  });

  test.each([
    ['begin', ['mah', 'cmo', 'other']],
    ['end', ['mah', 'cmo', 'other']],
    ['ship-as-tenant', ['cmo', 'logistics']],
    ['ship-for-tenant', ['mah', 'cmo', 'logistics', 'other']],
    ['ship', ['mah', 'cmo', 'logistics', 'other']],
    ['pack', ['mah', 'cmo', 'logistics', 'other']],
  ] as const)('%s of what nobody else told of is for %j alone', (deed, kinds) => {
    const may = partnerKinds.filter((kind) => mayTell({ kind }, deed, bond({ untouched: true })));
    expect(may).toEqual(kinds);
  });

  test('of what was sent to it is what happens to it there, and no shipment in our name', () => {
    const may = deeds.filter((deed) => mayTell({ kind: 'wholesaler' }, deed, bond({ sent: true })));
    expect(may).toEqual(['begin', 'end', 'ship-for-tenant', 'ship', 'pack']);
    expect(couldTell({ kind: 'wholesaler' }, 'ship-as-tenant')).toBe(false);
  });

  test('of products is of those that were released to it to pack, where any are named', () => {
    const packs = { scope: { gtins: ['09521321000018'] }, forStock: false, unused: 'destroyed' as const };
    const packer = { kind: 'cmo' as const, packs };
    const made = (gtin: string, more: Partial<Bond> = {}) =>
      mayTell(packer, 'begin', bond({ untouched: true, ...more }), gtin);
    expect([made('09521321000018'), made('09521321000025'), made('09521321000025', { sent: true })]).toEqual([
      true,
      false,
      true,
    ]);
    expect(mayTell({ kind: 'cmo' }, 'begin', bond({ untouched: true }), '09521321000025')).toBe(true);
  });

  test('is waited for from those that begin units', () => {
    expect([...partnerKinds, undefined].filter((kind) => beginsUnits(kind))).toEqual(['mah', 'cmo', 'other']);
  });

  test('is what a trader may, where nobody said what it is', () => {
    const bonds = [{ untouched: true }, { made: true }, { sent: true }, { sent: true, gone: true }].map(bond);
    for (const deed of [...deeds, 'return', 'receive-as-tenant'] as const)
      for (const one of bonds) expect(mayTell({}, deed, one)).toBe(mayTell({ kind: 'wholesaler' }, deed, one));
  });

  test('of numbers that were given to somebody else is no beginning and no end, and who packs may still ship and pack them', () => {
    const others = bond({ untouched: true, numbered: false });
    const may = (kind: 'cmo' | 'mah') => deeds.filter((deed) => mayTell({ kind }, deed, others));
    expect([may('cmo'), may('mah')]).toEqual([['ship-as-tenant', 'ship-for-tenant', 'ship', 'pack'], []]);
  });

  test('of what it handed on is no end any more, no second beginning, and no shipment in our name', () => {
    for (const ground of [{ made: true }, { sent: true }]) {
      const may = deeds.filter((deed) => mayTell({ kind: 'cmo' }, deed, bond({ ...ground, gone: true })));
      expect(may).toEqual(['ship', 'pack']);
    }
    const late = bond({ untouched: true, gone: true });
    expect(['begin', 'end'].map((deed) => mayTell({ kind: 'cmo' }, deed === 'end' ? 'end' : 'begin', late))).toEqual([
      true,
      false,
    ]);
  });

  test.each([...partnerKinds, undefined])('is that it sends them back, whatever is known, by the kind %s', (kind) => {
    expect(mayTell({ kind }, 'return', bond())).toBe(true);
  });

  test('is that we received them for who packs or keeps goods for us alone', () => {
    expect([...partnerKinds, undefined].filter((kind) => couldTell({ kind }, 'receive-as-tenant'))).toEqual([
      'cmo',
      'logistics',
    ]);
  });
});
