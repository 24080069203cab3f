import { describe, expect, test } from 'vitest';
import { companyPrefixesIn, companyPrefixesInHead } from './company-prefixes-in.ts';
import type { EpcisEvent } from './event.ts';

const event: EpcisEvent = {
  type: 'AggregationEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'ADD',
  parentID: 'urn:epc:id:sscc:9521321.1234567890',
  childEPCs: ['urn:epc:id:sgtin:9521321.054321.7', 'https://id.gs1.org/01/04012345123456/21/7'],
  childQuantityList: [{ epcClass: 'urn:epc:class:lgtin:952132112.3321.L', quantity: 1 }],
  readPoint: { id: 'urn:epc:id:sgln:952132100017..0' },
  'ex:seen': 'urn:epc:id:sgtin:4012345.012345.1',
};

describe('company prefixes', () => {
  test('are those of the URNs, each once, links and extensions left alone', () =>
    expect(companyPrefixesIn(event).toSorted()).toEqual(['952132100017', '9521321', '952132112'].toSorted()));

  test.each(['urn:epc:id:sgtin:9521321.54321.7', 'urn:epc:id:gid:95100000.12345.400', 'urn:epc:id:sgtin:'])(
    'are not learnt from %s',
    (parentID) =>
      expect(
        companyPrefixesIn({ ...event, childEPCs: [], childQuantityList: [], readPoint: { id: 'ex:1' }, parentID }),
      ).toEqual([]),
  );

  test('are learnt from master data too', () => {
    const vocabularyElementList = [
      { id: 'urn:epc:idpat:sgtin:9521321.054321.*' },
      {
        id: 'urn:epc:id:sgln:4012345.00001.0',
        children: ['urn:epc:id:sgln:4012345.00001.A', 'urn:epc:id:sgln:401234500.001.A'],
      },
    ];
    const masterData = [{ type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList }];
    expect(companyPrefixesInHead({ form: 'EPCISDocument', context: {}, masterData })).toEqual([
      '9521321',
      '4012345',
      '401234500',
    ]);
    expect(companyPrefixesInHead({ form: 'bare', context: {} })).toEqual([]);
  });
});
