import { describe, expect, test } from 'vitest';
import { chinaData, chinaHolder, chinaProduct, packedCases, platformCode, reportOf } from '../../../test/kit/china.ts';
import type { ReportData } from '../regime.ts';
import { accept } from './accept.ts';

const release = reportOf('release:09521234000013:LOT1:0', 'uploadrelation', {
  notes: { of: 'release', batch: 'LOT1' },
});
const production = reportOf('production:09521234000013:LOT1:0', 'uploadcircubill');
const packing = reportOf('packing:09521234000013:LOT1:0', 'uploadrelation', {
  notes: { of: 'packing', batch: 'LOT1' },
});
const shipment = reportOf('shipment:e1:0', 'uploadinoutbill', { notes: { of: 'shipment' } });
const sample = reportOf('change:09521234000013:LOT1:e1:0', 'uploadinoutbill', { change: 'sampled' });

const buyer = { gln: '9521234000021', name: 'Wholesale', partner: 'gw', registrations: { 'msfx-ent': 'ent0002' } };
const own = { gln: '9521234000014', name: 'Plant' };
const thing = (serial: string) => ({ code: { gtin: '19521234000010', serial }, inside: [] });
const movement = { from: own, to: buyer, documents: [], things: [thing(platformCode(1, 0))] };
const shipped = (more: Partial<typeof movement> = {}): ReportData => ({
  ...chinaData,
  serials: [],
  movement: { ...movement, ...more },
});

test('takes what is sound', () => {
  expect(accept(chinaData, release)).toBeUndefined();
  expect(accept({ ...chinaData, serials: [], containers: packedCases([5, 4], [[0, 1]]) }, packing)).toBeUndefined();
  expect(accept(shipped(), shipment)).toBeUndefined();
  expect(accept(chinaData, sample)).toBeUndefined();
});

const cases = packedCases([5, 5], [[0, 1]]);
const [first, second, pallet] = cases;
const facts = (more: object) => ({ ...chinaData, facts: { ...chinaData.facts, ...more } });

describe('refuses, with place, rule and remedy,', () => {
  test.each<[string, ReportData, typeof release, string]>([
    [
      'a holder without an account',
      { ...chinaData, holder: { ...chinaHolder, registrations: {} } },
      release,
      '/holder/registrations/msfx-ref-ent',
    ],
    [
      'an account in the place of the firm',
      { ...chinaData, holder: { ...chinaHolder, registrations: { 'msfx-ent': 'ref0001', 'msfx-ref-ent': 'ref0001' } } },
      production,
      '/holder/registrations/msfx-ent',
    ],
    ['a day of production that is none', facts({ madeDate: '2026-02-30' }), release, '/facts/madeDate'],
    ['no package variant', facts({ subTypeNo: '' }), release, '/facts/subTypeNo'],
    ['a code of 19 digits', { ...chinaData, serials: ['8199999000000000000'] }, release, '/serials/0'],
    [
      'a product that does not say how it is packed',
      { ...chinaData, product: { ...chinaProduct, packaging: [] }, serials: [], containers: cases },
      packing,
      '/product/packaging',
    ],
    [
      'a case with six in it',
      { ...chinaData, serials: [], containers: packedCases([6]) },
      packing,
      '/relations/0/codes/0/flag',
    ],
    [
      'a pack in two cases',
      {
        ...chinaData,
        serials: [],
        containers: [first, second && { ...second, children: first?.children ?? [] }].filter(
          (one) => one !== undefined,
        ),
      },
      packing,
      '/relations/0/codes/7/curCode',
    ],
    [
      'a pack on a pallet',
      {
        ...chinaData,
        serials: [],
        containers: pallet ? [{ ...pallet, children: first?.children.slice(0, 2) ?? [] }] : [],
      },
      packing,
      '/relations/0/codes/1/parentCode',
    ],
    [
      'containers that are inside each other',
      {
        ...chinaData,
        serials: [],
        containers:
          first && second && pallet
            ? [first, { ...pallet, children: [second.code] }, { ...second, level: 2, children: [pallet.code] }]
            : [],
      },
      packing,
      '/containers/1',
    ],
    [
      'an SSCC among platform codes',
      {
        ...chinaData,
        serials: [],
        containers: [{ code: { sscc: '095212340000000012' }, level: 1, children: first?.children ?? [] }],
      },
      packing,
      '/containers/0/code',
    ],
    [
      'packs of another product',
      {
        ...chinaData,
        serials: [],
        containers: [
          {
            code: { gtin: '19521234000010', serial: platformCode(1, 9) },
            level: 1,
            children: [{ gtin: '09521321543218', serial: platformCode(0, 9) }],
          },
        ],
      },
      packing,
      '/containers/0/children/0',
    ],
    [
      'packs of another lot',
      { ...chinaData, serials: [], containers: first ? [{ ...first, lots: ['LOT0', 'LOT1'] }] : [] },
      packing,
      '/containers/0/lots',
    ],
    [
      'a level that no packaging has',
      { ...chinaData, serials: [], containers: pallet ? [{ ...pallet, level: 3 }] : [] },
      packing,
      '/containers/0/level',
    ],
    [
      'a buyer without a number',
      shipped({ to: { ...buyer, registrations: { 'msfx-ent': '' } } }),
      shipment,
      '/movement/to/registrations/msfx-ent',
    ],
    [
      'our account as the buyer',
      shipped({ to: { ...buyer, registrations: { 'msfx-ent': 'ref0001' } } }),
      shipment,
      '/movement/to/registrations/msfx-ent',
    ],
    [
      '3,500 things',
      shipped({ things: Array.from({ length: 3_500 }, (_, i) => thing(platformCode(1, i))) }),
      shipment,
      '/movement/things',
    ],
    [
      'special drugs without people',
      shipped({ things: [thing('89999991000000001234')] }),
      shipment,
      '/facts/from_person',
    ],
    [
      'special drugs beside others',
      shipped({ things: [thing('89999991000000001234'), thing(platformCode(1, 0))] }),
      shipment,
      '/movement/things',
    ],
    ['what nobody said', chinaData, { ...sample, change: 'ended' }, '/change'],
    ['taking a bill back', chinaData, { ...sample, undo: true }, '/undo'],
  ])('%s', (_, data, report, at) => {
    const refusal = accept(data, report);
    expect(refusal).toMatchObject({ at, rule: expect.any(String) });
    expect(refusal?.detail).not.toBe('');
  });
});
