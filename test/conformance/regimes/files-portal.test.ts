import { describe, expect, test } from 'vitest';
import { india } from '#shared/regimes/in/in.ts';
import { kr } from '#shared/regimes/kr/kr.ts';
import type { Regime, Report, ReportData } from '#shared/regimes/regime.ts';
import { newIndia } from '../../../infra/local/sandbox/portal/india.ts';
import { newKorea } from '../../../infra/local/sandbox/portal/korea.ts';
import type { Portal } from '../../../infra/local/sandbox/portal/problem.ts';
import { aList, listProduct, moveOf } from '../../kit/pack-lists.ts';

const gln = '9521234000013';
const [own, theirs] = ['1000000009', '1234567891'];
const holder = { tenant: 'acme', name: 'Acme, "Inc"', gln, registrations: { 'kr-business': own ?? '' } };
const at = '2026-03-02T03:00:00.000Z';
const lot = { lot: 'L,1"', expiry: '2028-12-31' };
const serials = ['A1', 'b2', 'C3'];
const report = (name: string, more: Partial<Report> = {}): Report => ({ key: name, name, act: 'a', ...more });

/** What a portal says to what a regime writes, and by what number. */
function told(regime: Regime, portal: Portal, one: Report, data: ReportData) {
  expect(regime.accept(data, one)).toBeUndefined();
  const { problems, number } = portal.judge(regime.writeMessage(one, data).body ?? '', Date.parse(at));
  expect(problems).toEqual([]);
  return number ?? '';
}

const registered = (gtin: string) => ({
  glns: new Set([gln]),
  gtins: new Set([gtin]),
  parties: new Set([own ?? '', theirs ?? '']),
});

describe('files as they are written, before a portal that reads them by itself', () => {
  test('of Korea: sold, corrected in part, come back, destroyed, and that destruction cancelled', () => {
    const product = listProduct('KR');
    const portal = newKorea(registered(product.gtin));
    const list = { ...aList(holder, product, serials), lot, at };
    const partner = {
      ...{ gln: '9521999000013', name: 'Han, "bit"', country: 'KR', partner: 'hanbit' },
      registrations: { 'kr-business': theirs ?? '' },
    };
    const facts = { supplyClass: '1', contractType: '2', unitPrice: '1200.50' };
    const wants = Object.keys(facts);
    const moved = (some: readonly string[], ends: Parameters<typeof moveOf>[0]): ReportData => {
      const { lot: _, ...data } = { ...list, facts, ...moveOf(ends, some, lot) };
      return { ...data, serials: [] };
    };
    const here = { gln, name: 'Acme', country: 'KR' };
    const sold = moved(serials, { from: here, to: partner });
    const sale = told(kr, portal, report('sales-shipment', { wants }), sold);
    const left = { ...moved(['b2'], { from: here, to: partner }), takesBack: [sale], takesBackPart: true };
    told(kr, portal, report('cancellation', { undo: true }), left);
    told(kr, portal, report('return-receipt', { wants }), moved(['C3'], { from: partner, to: here }));
    const ended = { ...list, serials: ['b2', 'C3'] };
    const number = told(kr, portal, report('destruction', { change: 'destroyed' }), ended);
    told(kr, portal, report('cancellation', { undo: true }), { ...ended, takesBack: [number] });
    const unit = (serial: string) => portal.unit(`${product.gtin}.${serial}`);
    expect([unit('A1'), unit('b2'), unit('C3')]).toMatchObject([{ holder: theirs }, undefined, { holder: own }]);
  });

  test('of India: packs, cases and a pallet', () => {
    const product = { ...listProduct('IN'), name: '<Acme> & "co"' };
    const portal = newIndia(registered(product.gtin));
    const data = { ...aList(holder, product, serials), lot, at };
    const [box, pallet] = [{ sscc: '095213210000000014' }, { sscc: '095213210000000021' }] as const;
    const packed = { ...data, serials: [] };
    told(india, portal, report('primary'), data);
    const children = serials.map((serial) => ({ gtin: product.gtin, serial }));
    told(india, portal, report('secondary'), { ...packed, containers: [{ code: box, level: 1, children }] });
    told(india, portal, report('tertiary'), { ...packed, containers: [{ code: pallet, level: 2, children: [box] }] });
    expect(portal.unit(box.sscc)).toEqual({ level: 'secondary', parent: pallet.sscc });
  });
});
