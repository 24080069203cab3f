import type { Permission } from '#shared/access/permissions.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { ReleaseRecord } from '#shared/messages/lots-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { noFigures } from '#shared/reconciliation/figures.ts';

/** GTIN of GS1's example prefix 9521321. */
export const exampleGtin = '09521321543218';

/** A product as its owner would send it; name what matters to the test. */
export const aProduct = (change: Record<string, unknown> = {}) => ({
  companyPrefix: '9521321',
  name: 'Acmeprazole 20 mg',
  commonName: 'Omeprazole',
  form: 'Capsule',
  strength: '20 mg',
  packType: 'Carton',
  packSize: 28,
  markets: ['DE'],
  ...change,
});

/** Who a company is: the `n`th party under a prefix of 6 to 11 digits. */
export function aParty(companyPrefix = '9521321', n = 1): { readonly gln: string; readonly party: string } {
  const reference = String(n).padStart(12 - companyPrefix.length, '0');
  const body = companyPrefix + reference;
  return { gln: body + checkDigit(body), party: `urn:epc:id:pgln:${companyPrefix}.${reference}` };
}

export const aTenant = (change: Record<string, unknown> = {}) => ({
  name: 'Acme Pharma B.V.',
  kind: 'mah',
  ...aParty(),
  companyPrefixes: ['9521321'],
  address: { street: 'Einsteinweg 55', city: 'Leiden', postalCode: '2333 CC', country: 'NL' },
  ...change,
});

export const anOrder = (change: Partial<Order> = {}): Order => ({
  order: 'order-1',
  site: 'site-1',
  line: 'line-1',
  owner: 'acme-pharma',
  gtin: exampleGtin,
  lot: 'LOT1',
  expiry: '2028-12-31',
  quantity: 240,
  pool: 'packs',
  ssccPool: 'logistic-units',
  companyPrefix: '9521321',
  unitsPerCase: 24,
  casesPerPallet: 40,
  sampleEvery: 0,
  ...change,
});

/** A report that reconciles. */
export const aReport = (change: Partial<LotReport> = {}): LotReport => ({
  order: 'order-1',
  gtin: exampleGtin,
  lot: 'LOT1',
  printed: 240,
  commissioned: 235,
  rejected: 5,
  sampled: 0,
  destroyed: 0,
  unaccounted: 0,
  cases: 10,
  pallets: 1,
  rejects: { 'no read': 5 },
  shippable: ['urn:epc:id:sscc:9521321.0000000001'],
  startedAt: '2026-03-01T08:00:00.000Z',
  closedAt: '2026-03-01T09:00:00.000Z',
  ...change,
});

/** A grant as the registry keeps it. */
export const aGrant = (...permissions: Permission[]) => ({ permissions, by: 'admin', at: '2026-01-01T00:00:00.000Z' });

/** What a person signed when he released a lot, and what the audit trail says of it. */
export function aRelease(at = new Date('2026-03-01T12:00:00.000Z'), by = 'quinn') {
  const time = at.toISOString();
  const signature = {
    by,
    meaning: 'released',
    at: time,
    authTime: Math.floor(at.getTime() / 1000),
    digest: '0'.repeat(64),
  };
  const record: ReleaseRecord = { signature, figures: noFigures, differences: [] };
  return { record, audit: { at: time, by, home: 'acme-pharma', act: 'lot-released', subject: 'lot', signature } };
}
