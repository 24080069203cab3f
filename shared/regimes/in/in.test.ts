import { describe, expect, test } from 'vitest';
import type { Packing, Release } from '../business-act.ts';
import type { ReportData } from '../regime.ts';
import { PACKS_PER_UPLOAD } from './due-reports.ts';
import { india } from './in.ts';

const gtin = '09521321543218';
const product = {
  ...{ gtin, name: 'Acmeprazole & co', commonName: '', form: '', strength: '', packType: '' },
  ...{ packSize: 1, version: 1, markets: ['IN', 'US'] },
};
const lot = { lot: 'L1', expiry: '2028-12-31' };
const at = '2026-03-01T10:00:00.000Z';
const release = (change: Partial<Release> = {}): Release => ({
  ...{ kind: 'release', product, lot, at, units: 3 },
  ...change,
});
const packing = (change: Partial<Packing> = {}): Packing => ({
  ...{ kind: 'packing', product, lot, at, units: 0 },
  ...change,
});
const due = (act: Release | Packing) =>
  india.dueReports(act).map(({ name, units, after = [] }) => [name, units?.first, units?.count, after.length]);

describe('a lot', () => {
  test.each([
    ['is sold in India alone', { product: { ...product, markets: ['IN'] } }],
    ['is made elsewhere', { packedIn: 'DE' }],
  ])('that %s is not uploaded', (_, change) => {
    expect(due(release(change))).toEqual([]);
    expect(due(packing({ ...change, units: 1, levels: [1] }))).toEqual([]);
  });

  test('for export is uploaded by its packs', () => {
    expect(due(release({ packedIn: 'IN' }))).toEqual([['primary', 0, 3, 0]]);
    expect(due(release({ units: PACKS_PER_UPLOAD + 1 })).map(([, first]) => first)).toEqual([0, PACKS_PER_UPLOAD]);
  });

  test('that nobody knows to be made in India is uploaded when a person says so', () => {
    const heldOf = (act: Release | Packing) => india.dueReports(act).map(({ held = '' }) => held.includes('cancel it'));
    expect(heldOf(release())).toEqual([true]);
    expect(heldOf(packing({ units: 2, levels: [1, 1] }))).toEqual([true, true]);
    expect(heldOf(release({ packedIn: 'IN' }))).toEqual([false]);
  });

  test('is uploaded level by level, each parent after all that could be in it; the outermost is tertiary', () => {
    expect(due(packing({ units: 602, levels: [501, 100, 1] }))).toEqual([
      ['secondary', 0, 500, 0],
      ['secondary', 500, 1, 0],
      ['secondary', 501, 100, 2],
      ['tertiary', 601, 1, 1],
    ]);
    expect(due(packing({ first: 7, units: 2, levels: [2] }))).toEqual([['tertiary', 7, 2, 0]]);
  });

  test('whose levels are not known is uploaded package by package', () =>
    expect(due(packing({ units: 2 }))).toEqual([
      ['tertiary', 0, 1, 0],
      ['tertiary', 1, 1, 1],
    ]));
});

const holder = { tenant: 'acme', name: 'Acme', gln: '9521321000018' };
const data: ReportData = { requestId: 'r1', holder, product, lot, serials: ['A', 'B'], at };
const reportOf = (name: string) => ({ key: 'k', name, act: 'a' });
const box = { sscc: '095213210000000014' } as const;
const containers = [
  { code: box, level: 1, children: [{ gtin, serial: 'A' }, { sscc: '095213210000000021' }] as const },
];
const bodyOf = (name: string, change: Partial<ReportData> = {}) =>
  india.writeMessage(reportOf(name), { ...data, ...change }).body;

describe('an upload', () => {
  test('of packs names who made what under which batch, and each pack', () =>
    expect(bodyOf('primary')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ParentChildData level="primary"><Manufacturer gln="9521321000018" name="Acme"/>' +
        '<Product gtin="09521321543218" name="Acmeprazole &amp; co"/><Batch number="L1" expiry="2028-12-31"/>' +
        '<Pack gtin="09521321543218" serial="A"/><Pack gtin="09521321543218" serial="B"/></ParentChildData>',
    ));

  test('of packages names what is directly in each', () =>
    expect(bodyOf('secondary', { serials: [], containers })).toContain(
      '<Parent sscc="095213210000000014"><Child gtin="09521321543218" serial="A"/><Child sscc="095213210000000021"/></Parent>',
    ));

  test.each<[string, string, Partial<ReportData>]>([
    ['an empty package', '/containers/0/children', { containers: [{ code: box, level: 1, children: [] }] }],
    ['a name that XML cannot carry', '/product/name', { product: { ...product, name: 'Acme\u0007' } }],
  ])('with %s is refused', (_, where, change) =>
    expect(india.accept({ ...data, ...change }, reportOf('secondary'))).toMatchObject({ at: where }),
  );
});
