import { describe, expect, test } from 'vitest';
import { commissioned, packed, pallet, sensed, shipped, transformed, unit } from '../../../test/kit/credible-events.ts';
import { canonicalEpc } from '../../gs1/canonical-epc.ts';
import type { EpcisEvent } from '../event.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

const lgtin = 'urn:epc:class:lgtin:9521321.054321.L1';
const counted = (epcClass: string, more: object = {}) =>
  commissioned({ epcList: [], quantityList: [{ epcClass, ...more }] });

describe('identifiers', () => {
  const naming = (...epcList: string[]) => sensed({}, { epcList });

  test.each([
    'urn:epc:id:sgtin:9521321.54321.7',
    'urn:epc:id:sscc:9521321.1',
    'urn:epc:id:sgtin:9521321.054321.',
    'urn:epc:id:nothing:9521321.1',
    'urn:epc:',
  ])('%s is malformed', (epc) => expect(told(naming(epc))).toEqual(['vocabulary error epc-urn-malformed /epcList/0']));

  test('what a tag holds is no pure identity', () =>
    expect(told(naming('urn:epc:tag:sgtin-96:1.9521321.054321.7'))).toEqual([
      'vocabulary error epc-not-pure /epcList/0',
    ]));

  test.each([
    ['https://id.gs1.org/01/09521321543211/21/7', 'check-digit'],
    ['https://packs.example/gtin/9521321543211/ser/7', 'check-digit'],
    ['https://id.gs1.org/00/195213212345678905', 'check-digit'],
    ['https://id.gs1.org/01/95213215432/21/7', 'link-malformed'],
    ['https://id.gs1.org/what/ever', 'link-malformed'],
  ])('%s: %s', (epc, code) => expect(told(naming(epc))).toEqual([`vocabulary error ${code} /epcList/0`]));

  test.each([
    unit(1),
    'https://id.gs1.org/01/09521321543218/21/7',
    'https://packs.example/01/09521321543218/21/7?17=280331',
    'https://packs.example/01/95213215432/21/7',
    'https://example.org/what/ever',
    'urn:epc:id:gid:95100000.12345.400',
    'urn:epc:id:usdod:2S194.12345678901',
    'urn:uuid:2b4d6f7a-0000-4000-8000-000000000000',
  ])('%s passes', (epc) => expect(told(naming(epc))).toEqual([]));

  test.each([
    lgtin,
    'urn:epc:idpat:sgtin:9521321.054321.*',
    'https://id.gs1.org/01/09521321543218',
    'https://id.gs1.org/01/09521321543218/10/L1',
    'https://id.gs1.org/8003/09521321000452',
    'https://id.gs1.org/253/9521321001237',
  ])('%s is a class among instances', (epc) =>
    expect(told(naming(epc))).toEqual(['vocabulary error class-among-instances /epcList/0']),
  );

  test.each([unit(1), pallet, 'https://id.gs1.org/01/09521321543218/21/7', 'https://id.gs1.org/00/195213212345678904'])(
    '%s is an instance among classes',
    (epc) => expect(told(counted(epc))).toEqual(['vocabulary error instance-among-classes /quantityList/0/epcClass']),
  );

  test.each([
    lgtin,
    'https://id.gs1.org/01/09521321543218/10/L1',
    'https://id.gs1.org/8003/09521321000452',
    'ex:cotton',
  ])('%s is a class like another', (epcClass) => expect(told(counted(epcClass, { quantity: 3 }))).toEqual([]));

  test('a place may hold what is attached to it', () => {
    const event: EpcisEvent = {
      ...packed({ childEPCs: [pallet] }),
      type: 'AssociationEvent',
      parentID: 'urn:epc:id:sgln:9521321.00017.0',
    };
    expect(told(event)).toEqual([]);
  });

  test.each<[string, EpcisEvent, string]>([
    ['an item is no read point', commissioned({ readPoint: { id: unit(1) } }), 'no-place /readPoint/id'],
    ['a pallet is no location', commissioned({ bizLocation: { id: pallet } }), 'no-place /bizLocation/id'],
    [
      'an item owns nothing',
      shipped({ sourceList: [{ type: 'owning_party', source: unit(1) }] }),
      'no-party /sourceList/0/source',
    ],
    [
      'a pallet holds no goods of its own',
      shipped({ destinationList: [{ type: 'possessing_party', destination: canonicalEpc(pallet) }] }),
      'no-party /destinationList/0/destination',
    ],
  ])('%s', (_what, event, what) => expect(told(event)).toEqual([`vocabulary error ${what}`]));

  test.each([
    'urn:epc:id:sgln:9521321.00017.0',
    'https://id.gs1.org/414/9521321000014',
    'urn:epc:id:pgln:9521321.00017',
    'ex:hall-1',
  ])('places and parties: %s', (id) => {
    const sourceList = [{ type: 'owning_party', source: id }];
    expect(told(shipped({ readPoint: { id }, sourceList })).filter((what) => what.includes(' no-'))).toEqual([]);
  });

  test('an address of another service that looks like a key is worth a look, no more', () => {
    const bizTransaction = 'https://erp.example/party/9521321000011';
    expect(told(shipped({ bizTransactionList: [{ type: 'po', bizTransaction }] }))).toEqual([
      'vocabulary warning check-digit-doubtful /bizTransactionList/0/bizTransaction',
    ]);
  });

  const ordered = (bizTransaction: string) => shipped({ bizTransactionList: [{ type: 'po', bizTransaction }] });
  test.each([
    ['urn:epcglobal:cbv:bt:SO0000035', 'error cbv-number-malformed'],
    ['urn:epcglobal:cbv:bt:9521234000013', 'error cbv-number-malformed'],
    ['urn:epcglobal:cbv:bt:9521234000014:1', 'warning gln-check-digit'],
  ])('%s: %s', (id, what) =>
    expect(told(ordered(id))).toEqual([`vocabulary ${what} /bizTransactionList/0/bizTransaction`]),
  );

  test('transformations are numbered likewise', () => {
    expect(told(transformed({ transformationID: 'urn:epcglobal:cbv:xform:12:A' }))).toEqual([
      'vocabulary error cbv-number-malformed /transformationID',
    ]);
    expect(told(transformed({ transformationID: 'urn:epcglobal:cbv:xform:9521234000013:A' }))).toEqual([]);
  });
});
