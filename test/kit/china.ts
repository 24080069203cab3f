import type { Report, ReportData } from '#shared/regimes/regime.ts';
import type { Holder, ReportedContainer, ReportedProduct } from '#shared/regimes/reported.ts';

/** A platform code that looks like one: its check digits are nobody's. */
export const platformCode = (layer: number, number: number): string =>
  `8199999${String(layer)}${String(number).padStart(8, '0')}1234`;

export const chinaHolder: Holder = {
  tenant: 'acme',
  name: 'Acme',
  gln: '9521234000014',
  registrations: { 'msfx-ent': 'ent0001', 'msfx-ref-ent': 'ref0001' },
};

/** Five packs a case, two cases a pallet. */
export const chinaProduct: ReportedProduct = {
  gtin: '09521234000013',
  name: 'Acmeprazole 20 mg',
  commonName: 'omeprazole',
  form: 'capsule',
  strength: '20mg',
  packType: 'blister',
  packSize: 28,
  version: 1,
  markets: ['CN'],
  nationalNumbers: [{ type: 'china-code', value: '8199999' }],
  packaging: [
    { level: 'item', gtin: '09521234000013' },
    { level: 'case', gtin: '19521234000010', contains: '09521234000013', quantity: 5 },
    { level: 'pallet', gtin: '29521234000017', contains: '19521234000010', quantity: 2 },
  ],
};

export const chinaFacts = {
  subTypeNo: '8199999001',
  madeDate: '2026-02-01',
  workshop: 'W1',
  lineName: 'L01',
  lineManager: 'Li',
  oper_ic_name: 'Wang',
};

export const chinaData: ReportData = {
  requestId: 'request-1',
  holder: chinaHolder,
  product: chinaProduct,
  lot: { lot: 'LOT1', expiry: '2028-02-29' },
  serials: [1, 2, 3].map((number) => platformCode(0, number)),
  facts: chinaFacts,
  at: '2026-03-01T10:00:00.000Z',
};

const pack = (number: number) => ({ gtin: '09521234000013', serial: platformCode(0, number) });
const caseOf = (number: number) => ({ gtin: '19521234000010', serial: platformCode(1, number) });

/** Cases of packs, counted on from the first; then pallets of them. */
export function packedCases(
  sizes: readonly number[],
  pallets: readonly (readonly number[])[] = [],
): ReportedContainer[] {
  const cases = sizes.map((size, i) => {
    const before = sizes.slice(0, i).reduce((sum, one) => sum + one, 0);
    return { code: caseOf(i), level: 1, children: Array.from({ length: size }, (_, j) => pack(before + j)) };
  });
  return [
    ...cases,
    ...pallets.map((inside, i) => ({
      code: { gtin: '29521234000017', serial: platformCode(2, i) },
      level: 2,
      children: inside.map(caseOf),
    })),
  ];
}

export const reportOf = (key: string, name: string, more: Partial<Report> = {}): Report => ({
  key,
  name,
  act: 'a',
  ...more,
});
