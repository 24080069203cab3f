import { describe, expect, test } from 'vitest';
import { aCase, aPack, aPallet, everything, mdlpReport, moscow } from '../../../test/kit/mdlp-told.ts';
import { accept } from './accept.ts';
import type { Told } from './reports/report-kind.ts';

const { movement, facts } = everything;
if (movement === undefined || facts === undefined) throw new Error('there is all of it');
const without = (name: string) => Object.fromEntries(Object.entries(facts).filter(([one]) => one !== name));
const pack = { gtin: '09521234000013', serial: 'A1B2C3D4E5F60' };

describe('a report to MDLP is refused before it is sent', () => {
  test.each<[string, string, Partial<Told>, string]>([
    [
      'of a holder without a place',
      '313',
      { holder: { ...everything.holder, registrations: {} } },
      '/holder/registrations/mdlp-place',
    ],
    [
      'to a partner without a place',
      '415',
      { movement: { ...movement, to: { ...movement.to, registrations: {} } } },
      '/movement/to/registrations/mdlp-place',
    ],
    ['to where it came from', '431', { movement: { ...movement, to: moscow } }, '/movement/to'],
    ['without a business document', '415', { movement: { ...movement, documents: [] } }, '/movement/documents'],
    ['without a price', '415', { facts: without('cost/09521234560012') }, '/facts/cost~109521234560012'],
    ['with a price below 0', '415', { facts: { ...facts, 'vat/09521234000013': '-1' } }, '/facts/vat~109521234000013'],
    ['with a day that does not exist', '313', { facts: { ...facts, doc_date: '31.02.2026' } }, '/facts/doc_date'],
    ['with an unknown contract', '415', { facts: { ...facts, contract_type: '9' } }, '/facts/contract_type'],
    [
      'of a pack with a serial of 12',
      '701',
      { movement: { ...movement, things: [aPack('A1B2C3D4E5F6')] } },
      '/movement/things/0/code',
    ],
    [
      'of an SSCC with a wrong check digit',
      '911',
      { containers: [{ ...aCase, code: { sscc: '095212340000000014' } }] },
      '/containers/0/code',
    ],
    ['of an empty package', '911', { containers: [{ ...aCase, children: [] }] }, '/containers/0'],
    ['of a package that is no logistic unit', '915', { containers: [{ ...aCase, code: pack }] }, '/containers/0'],
    [
      'of packs beside packages',
      '915',
      { containers: [{ ...aCase, children: [pack, { sscc: '095212340000000020' }] }] },
      '/containers/0/children',
    ],
    [
      'of a package with the same pack twice',
      '911',
      { containers: [{ ...aCase, children: [pack, pack] }] },
      '/911/content/1',
    ],
    ['of a lot of 21 characters', '313', { lot: { lot: 'L'.repeat(21), expiry: '2028-02-29' } }, '/lot/lot'],
    ['that takes back a transfer of more than what did not move', '250', { takesBackPart: true }, '/takesBack'],
    [
      'of a package with packs of which nobody knows the lot',
      '415',
      { movement: { ...movement, things: [{ ...aPallet, packsOfNoLot: 2 }] } },
      '/movement/things/0',
    ],
    ['of two documents to be taken back', '250', { takesBack: ['document:a', 'document:b'] }, '/takesBack'],
  ])('%s', (_, name, wrong, at) =>
    expect(accept({ ...everything, ...wrong }, mdlpReport(name))).toMatchObject({
      at,
      rule: expect.stringMatching(/MDLP/),
      detail: expect.any(String),
    }),
  );

  test('that takes back what nothing takes back', () => {
    const undone = { ...mdlpReport('250'), act: 'undo:change:09521234000013:LOT1:e1' };
    expect(accept(everything, undone)).toMatchObject({ at: '/takesBack', remedy: expect.stringContaining('support') });
  });

  test('with the remedy for whoever has to give what is missing', () => {
    expect(accept({ ...everything, facts: {} }, mdlpReport('313'))).toMatchObject({
      detail: 'doc_date was not given: a date DD.MM.YYYY is wanted',
      remedy: expect.stringContaining('/facts'),
    });
  });

  test('with more goods in a package than may be told', () => {
    const inside = Array.from({ length: 101 }, (_, i) => ({ gtin: pack.gtin, lot: `L${i}`, packs: 1 }));
    const things = [{ code: { sscc: '095212340000000013' }, inside }];
    expect(accept({ ...everything, movement: { ...movement, things } }, mdlpReport('415'))).toMatchObject({
      at: '/415/order_details/union/0/sscc_detail/detail',
      detail: '101 stand where 100 may',
    });
  });
});

test('one price for all goods is taken where that was asked for', () => {
  const given = { ...without('cost/09521234000013'), cost: '500', vat: '1' };
  expect(accept({ ...everything, facts: given }, mdlpReport('415'))).toBeUndefined();
});
