import { describe, expect, test } from 'vitest';
import type { Report, ReportData } from '../regime.ts';
import type { NestedThing } from '../reported.ts';
import { accept } from './accept.ts';
import { kr } from './kr.ts';
import { rowsOf } from './rows-of.ts';

const gtin = '09521321543218';
const sscc = '095213210000000014';
const pack = (serial: string): NestedThing => ({
  code: { gtin, serial },
  ...{ lot: 'L1', expiry: '2028-12-31', children: [] },
});
const box: NestedThing = { code: { sscc }, children: [pack('A'), pack('B')] };
const own = { gln: '9521321000018', name: 'Plant', country: 'KR' };
const hanbit = {
  ...{ gln: '9521999000013', name: 'Hanbit "Seoul", Ltd', country: 'KR', partner: 'hanbit' },
  registrations: { 'kr-business': '1234567891', 'kr-institution': '12345678' },
};
const product = {
  ...{ gtin, name: 'A', commonName: '', form: '', strength: '', packType: '' },
  ...{ packSize: 1, version: 1, markets: ['KR'] },
};
const movement = {
  ...{ from: own, to: hanbit, documents: [] },
  things: [box, pack('C')].map((nested) => ({ code: nested.code, inside: [], nested })),
};
const data: ReportData = {
  ...{ requestId: 'r1', product, serials: [], at: '2026-03-02T16:00:00Z' },
  holder: { tenant: 'acme', name: 'Acme', gln: own.gln, registrations: { 'kr-business': '1000000009' } },
  movement,
  facts: { supplyClass: '1', contractType: '2', [`unitPrice/${gtin}`]: '1200' },
};
const sale: Report = {
  ...{ key: 'k', name: 'sales-shipment', act: 'a' },
  wants: ['supplyClass', 'contractType', `unitPrice/${gtin}`],
};
const back: Report = { key: 'undo:k', name: 'cancellation', act: 'undo:a', undo: true };
const destroyed: Report = { key: 'd', name: 'destruction', act: 'd', change: 'destroyed' };
const ofLot: ReportData = {
  ...{ requestId: 'r1', product, at: data.at, holder: data.holder },
  ...{ lot: { lot: 'L1', expiry: '2028-12-31' }, serials: ['A'] },
};

describe('a file for KPIS', () => {
  test('has every pack of a sale in a row, with the package that it moved in, on the day in Korea', () => {
    const rows = rowsOf(sale, data);
    expect(rows.map(({ Serial, Package }) => [Serial, Package])).toEqual([
      ['A', sscc],
      ['B', sscc],
      ['C', ''],
    ]);
    expect(rows[0]).toEqual({
      ...{ ReportKind: 'SALES', SupplyDate: '2026-03-03', SupplierNumber: '1000000009', PartnerNumber: '1234567891' },
      ...{ PartnerInstitution: '12345678', PartnerName: 'Hanbit "Seoul", Ltd', PartnerCountry: 'KR' },
      ...{ SupplyClass: '1', ContractType: '2', ProductCode: gtin, Lot: 'L1', Expiry: '2028-12-31', Serial: 'A' },
      ...{ Quantity: '1', UnitPrice: '1200', Package: sscc },
    });
  });

  test('is quoted where a cell has a comma', () =>
    expect(kr.writeMessage(sale, data).body?.split('\r\n')[1]).toContain(',"Hanbit ""Seoul"", Ltd",KR,1,2,'));

  test('gives no spreadsheet a formula where the partner is called by one', () => {
    const named = { ...data, movement: { ...movement, to: { ...hanbit, name: '=1+1' } } };
    expect(rowsOf(sale, named)[0]?.PartnerName).toBe("'=1+1");
  });

  test('of a return names who sends it back as the partner', () => {
    const returned = { ...data, movement: { ...movement, from: hanbit, to: own } };
    expect(rowsOf({ ...sale, name: 'return-receipt' }, returned)[0]).toMatchObject({
      ...{ ReportKind: 'RETURN', SupplierNumber: '1000000009', PartnerNumber: '1234567891' },
    });
  });

  test('of a destruction has no partner and no price', () =>
    expect(rowsOf(destroyed, ofLot)).toEqual([
      {
        ...{ ReportKind: 'DESTRUCTION', SupplyDate: '2026-03-03', SupplierNumber: '1000000009', ProductCode: gtin },
        ...{ Lot: 'L1', Expiry: '2028-12-31', Serial: 'A', Quantity: '1', Package: '' },
      },
    ]));

  test('that takes back names the original report: whole in one row, in part by its packs with the quantity 0', () => {
    const whole = { ...data, takesBack: ['20260303000001'] };
    expect(rowsOf(back, whole)).toMatchObject([
      { ReportKind: 'CANCELLATION', OriginalReportNumber: '20260303000001', SupplierNumber: '1000000009' },
    ]);
    expect(rowsOf(back, { ...whole, takesBackPart: true })).toMatchObject([
      { ReportKind: 'CORRECTION', OriginalReportNumber: '20260303000001', Serial: 'A', Quantity: '0' },
      { Serial: 'B', Quantity: '0' },
      { Serial: 'C', Quantity: '0' },
    ]);
  });
});

describe('what KPIS would refuse', () => {
  test('is not refused where all is said', () => {
    expect(accept(data, sale)).toBeUndefined();
    expect(accept({ ...data, takesBack: ['1'] }, back)).toBeUndefined();
    expect(accept(ofLot, destroyed)).toBeUndefined();
  });

  const withPartner = (to: object): ReportData => ({
    ...data,
    movement: { ...movement, to: { ...hanbit, ...to } },
  });
  const other: NestedThing = { ...pack('D'), code: { gtin: '09521321543225', serial: 'D' } };
  const withOther: ReportData = {
    ...data,
    movement: { ...movement, things: [...movement.things, { code: other.code, inside: [], nested: other }] },
  };
  test.each<[string, string, ReportData, Report]>([
    [
      'a holder without a business number',
      '/holder/registrations/kr-business',
      { ...data, holder: { ...data.holder, registrations: {} } },
      sale,
    ],
    ['a partner without one', '/movement/to/registrations/kr-business', withPartner({ registrations: {} }), sale],
    [
      'a price with a comma',
      `/facts/unitPrice~1${gtin}`,
      { ...data, facts: { ...data.facts, [`unitPrice/${gtin}`]: '1,200' } },
      sale,
    ],
    [
      'a supply class in words',
      '/facts/supplyClass',
      { ...data, facts: { ...data.facts, supplyClass: 'a sale' } },
      sale,
    ],
    ['a pack of another product in what moved', '/movement/packs', withOther, sale],
    ['what takes nothing back that has a number', '/takesBack', { ...data, takesBack: [] }, back],
    ['what takes two reports back', '/takesBack', { ...data, takesBack: ['1', '2'] }, back],
    ['packs that were stolen after all', '/change', ofLot, { ...destroyed, change: 'stolen' }],
  ])('%s', (_, at, given, report) =>
    expect(accept(given, report)).toMatchObject({
      at,
      rule: expect.stringContaining('KPIS'),
      remedy: expect.any(String),
    }),
  );

  test('but a partner abroad needs no number', () =>
    expect(accept(withPartner({ country: 'DE', registrations: {} }), sale)).toBeUndefined());
});
