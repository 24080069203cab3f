import { describe, expect, test } from 'vitest';
import { partnerKinds } from '../master-data/partner.ts';
import { type Bond, beginsUnits, couldTell, type Deed, mayTell } from './partner-authority.ts';

const deeds: readonly Deed[] = ['begin', 'end', 'ship-as-tenant', 'ship-for-tenant', 'ship', 'pack'];
const bond = (change: Partial<Bond> = {}): Bond => ({ untouched: false, made: false, sent: false, ...change });

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
    expect([...partnerKinds, undefined].filter((kind) => beginsUnits(kind))).toEqual([
      'mah',
      'cmo',
      'other',
      undefined,
    ]);
  });
});
