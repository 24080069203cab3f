import { expect, test } from 'vitest';
import { reportProblems } from '../dscsa/check-report.ts';
import { writeReport } from '../dscsa/write-report.ts';
import { noSubject } from './desk-subject.ts';
import { deskKinds, isNotice } from './kinds.ts';
import { pdgOfSubject } from './pdg-of-subject.ts';
import { resolutionsOf } from './resolutions.ts';

const gtin = '09521321543218';
const unit = (n: number) => `https://id.gs1.org/01/${gtin}/21/${n}`;
const crate = 'urn:epc:id:sscc:9521321.1000000001';
let drawn = 0;
const uuid = () => `${String(++drawn).padStart(8, '0')}-7777-4888-9999-000000000001`;
const head = {
  messageUuid: uuid(),
  caseUuid: uuid(),
  at: new Date(0),
  poNumber: 'PO-1',
  sender: { email: 'a@b.example' },
};

const subject = {
  ...noSubject,
  things: [crate, ...Array.from({ length: 199 }, (_, n) => unit(n))],
  counts: [{ gtin, announced: 3, received: 5 }],
  differences: [{ thing: unit(1), member: 'lot' as const, told: 'L1', seen: 'L2' }],
  keys: [{ kind: 'gln' as const, invalid: 'x' }],
};

test('every case that can be opened is a report that the schema and its receiver take', () => {
  for (const kind of deskKinds.filter((one) => !isNotice(one)))
    for (const resolution of resolutionsOf(kind)) {
      const { exceptions, others } = pdgOfSubject(kind, subject, resolution, uuid);
      expect(reportProblems(writeReport(head, exceptions, others.slice(0, 50)))).toEqual([]);
    }
});

test('what the schema has an item for is one, and the rest is said in words', () => {
  const { exceptions, others } = pdgOfSubject('missing-data', subject, 'accept-as-is', uuid);
  expect(exceptions.missing_product_data).toHaveLength(150);
  expect(exceptions.missing_product_data?.[0]).toMatchObject({ product_gtin: gtin, product_serial: '0' });
  expect(others).toEqual([
    'proposed: accept-as-is',
    'missing-data: 49 packs more',
    `missing-data: ${crate}`,
    `missing-data: ${unit(1)}: lot L1 told, L2 seen`,
  ]);
  expect(pdgOfSubject('overage', subject, 'return-product', uuid).exceptions.overages).toMatchObject([
    { gtin, quantity_ordered: 3, quantity_received: 5, resolution_request: 'Return product' },
  ]);
});
