import { describe, expect, test } from 'vitest';
import {
  caseUnit,
  commissioned,
  lot,
  packed,
  pallet,
  plant,
  sensed,
  shipped,
  transformed,
  unit,
} from '../../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../../event.ts';
import { validateEvent } from '../validate-event.ts';

const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers: new Set(['dscsa']) }).map(({ severity, code, path }) => `${severity} ${code} ${path}`);

test.each([commissioned(), packed(), shipped(), sensed(), packed({ action: 'DELETE', bizStep: 'unpacking' })])(
  '%# as it should be gives no findings',
  (event) => expect(told(event)).toEqual([]),
);

describe('commissioning', () => {
  const { readPoint: _, ...noReadPoint } = commissioned();
  const { bizLocation: __, ...noLocation } = commissioned();
  const { disposition: ___, ...noDisposition } = commissioned();
  const { ilmd: ____, ...bare } = commissioned();
  const expiring = (date: string) => commissioned({ ilmd: { ...lot, 'cbvmda:itemExpirationDate': date } });

  test.each<[string, EpcisEvent, string[]]>([
    ['without ilmd', bare, ['error dscsa-lot-expiry-missing ']],
    ['without an expiry', commissioned({ ilmd: { 'cbvmda:lotNumber': 'A' } }), ['error dscsa-lot-expiry-missing ']],
    [
      'with an empty lot',
      commissioned({ ilmd: { ...lot, 'cbvmda:lotNumber': ' ' } }),
      ['error dscsa-lot-expiry-missing '],
    ],
    ['of mixed cases', { ...bare, epcList: [caseUnit(1)] }, ['warning dscsa-case-lot-expiry-missing ']],
    ['of pallets', { ...bare, epcList: [pallet] }, []],
    ['of pallets with a reference too short', { ...bare, epcList: ['urn:epc:id:sscc:306666.05555555'] }, []],
    [
      'of other things',
      commissioned({ epcList: [unit(1), 'urn:epc:id:grai:9521321.00045.A'] }),
      ['error dscsa-epc-kind /epcList/1'],
    ],
    ['without a read point', noReadPoint, ['error dscsa-place-missing ']],
    ['without a location', noLocation, ['error dscsa-place-missing ']],
    ['without a disposition', noDisposition, ['warning dscsa-disposition /disposition']],
    ['as another step', commissioned({ bizStep: 'ex:labelling', disposition: 'ex:labelled' }), []],
    ['as another step, without ilmd', { ...bare, bizStep: 'ex:labelling' }, ['error dscsa-lot-expiry-missing ']],
    ['with a short expiry', expiring('280228'), ['error dscsa-expiry-form /ilmd']],
    ['with a compact expiry', expiring('20280228'), ['error dscsa-expiry-form /ilmd']],
    ['with an expiry in words', expiring('Feb 2028'), ['error dscsa-expiry-form /ilmd']],
    ['with an expiry to the second', expiring('2028-02-28T00:00:00Z'), ['error dscsa-expiry-form /ilmd']],
    ['by observation', commissioned({ action: 'OBSERVE' }), ['error dscsa-commissioning-action /action']],
  ])('%s', (_what, event, expected) => expect(told(event)).toEqual(expected));
});

describe('packing', () => {
  test.each<[EpcisEvent, string[]]>([
    [commissioned({ bizStep: 'packing', disposition: 'in_progress' }), ['error dscsa-packing-type /type']],
    [packed({ action: 'DELETE' }), ['error dscsa-packing-action /action']],
    [packed({ disposition: 'active' }), ['warning dscsa-disposition /disposition']],
  ])('%#', (event, expected) => expect(told(event)).toEqual(expected));
});

describe('shipping', () => {
  const { bizTransactionList: _, ...orderless } = shipped();
  const { sourceList: __, ...sourceless } = shipped();
  const order = { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000020:PO-1' };
  const returned = { type: 'rma', bizTransaction: 'urn:epcglobal:cbv:bt:9521234000020:R-1' };
  const owner = { type: 'owning_party', source: plant };
  const holder = { type: 'possessing_party', source: plant };

  test.each<[string, EpcisEvent, string[]]>([
    ['without documents', orderless, ['error dscsa-po-missing ', 'warning dscsa-desadv-missing ']],
    ['with an order only', shipped({ bizTransactionList: [order] }), ['warning dscsa-desadv-missing ']],
    ['back', shipped({ bizTransactionList: [order, returned] }), []],
    ['from nowhere', sourceless, ['error dscsa-owning-party-missing ', 'error dscsa-location-missing ']],
    ['from a seller without a place', shipped({ sourceList: [owner] }), ['error dscsa-location-missing ']],
    ['from a seller and a holder', shipped({ sourceList: [owner, holder] }), []],
    ['from a holder only', shipped({ sourceList: [holder] }), ['error dscsa-owning-party-missing ']],
    [
      'to a place only',
      shipped({ destinationList: [{ type: 'location', destination: plant }] }),
      ['error dscsa-owning-party-missing '],
    ],
    ['of nothing', shipped({ epcList: [] }), ['error dscsa-nothing-shipped /epcList']],
    ['with another action', shipped({ action: 'DELETE' }), ['error dscsa-shipping-action /action']],
    ['with another disposition', shipped({ disposition: 'active' }), ['warning dscsa-disposition /disposition']],
    [
      'as an aggregation',
      packed({ bizStep: 'shipping', action: 'OBSERVE', disposition: 'in_transit' }),
      [
        'error dscsa-shipping-type /type',
        'error dscsa-po-missing ',
        'warning dscsa-desadv-missing ',
        'error dscsa-owning-party-missing ',
        'error dscsa-location-missing ',
        'error dscsa-owning-party-missing ',
        'error dscsa-location-missing ',
      ],
    ],
  ])('%s', (_what, event, expected) => expect(told(event)).toEqual(expected));
});

describe('what happens after the sale', () => {
  const received = (change: object = {}) => shipped({ bizStep: 'receiving', disposition: 'in_progress', ...change });
  const { ilmd: _, ...bare } = commissioned();
  const ended = { ...bare, bizStep: 'decommissioning', action: 'DELETE', disposition: 'destroyed' } as const;

  test.each<[string, EpcisEvent, string[]]>([
    ['receiving', received(), []],
    ['receiving by DELETE', received({ action: 'DELETE' }), ['warning dscsa-step-action /action']],
    [
      'receiving with another disposition',
      received({ disposition: 'active' }),
      ['warning dscsa-disposition /disposition'],
    ],
    ['voiding a shipment', shipped({ bizStep: 'void_shipping', disposition: 'ex:any' }), []],
    [
      'voiding by DELETE',
      shipped({ bizStep: 'void_shipping', action: 'DELETE' }),
      ['warning dscsa-step-action /action'],
    ],
    ['unpacking by ADD', packed({ bizStep: 'unpacking' }), ['warning dscsa-step-action /action']],
    ['unpacking an object', { ...received(), bizStep: 'unpacking' }, ['warning dscsa-step-type /type']],
    ['decommissioning', ended, []],
    ['decommissioning by observation', { ...ended, action: 'OBSERVE' }, ['warning dscsa-step-action /action']],
  ])('%s', (_what, event, expected) => expect(told(event)).toEqual(expected));
});

test('partners expect neither transformations nor links', () => {
  expect(told(transformed())).toEqual(['warning dscsa-event-type /type']);
  expect(told(sensed({}, { epcList: ['https://id.gs1.org/01/09521321543218/21/7'] }))).toEqual([
    'error dscsa-not-urn /epcList/0',
  ]);
});

test('each finding names the guideline', () => {
  for (const { rule } of validateEvent(packed({ bizStep: 'shipping' }), { tiers: new Set(['dscsa']) }))
    expect(rule).toMatch(/^GS1 US guideline for DSCSA/);
});
