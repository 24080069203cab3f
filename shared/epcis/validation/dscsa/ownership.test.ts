import { describe, expect, test } from 'vitest';
import { packed, shipped } from '../../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../../event.ts';
import { eventAsJson } from '../../event-as-json.ts';
import { changesOwner } from './ownership.ts';

const from = (source: string, destination: string, type = 'owning_party'): EpcisEvent =>
  shipped({ sourceList: [{ type, source }], destinationList: [{ type, destination }] });
const judged = (event: EpcisEvent) => changesOwner(eventAsJson(event));

const site = 'urn:epc:id:sgln:9521234.00001.0';

describe('an owner is the same party in every spelling of its GLN', () => {
  test.each([
    site,
    'urn:epc:id:sgln:9521234.00001.DOCK2',
    'urn:epc:id:pgln:9521234.00001',
    'https://id.gs1.org/414/9521234000013',
    'https://id.gs1.org/417/9521234000013',
    'https://id.gs1.org/414/9521234000013/254/DOCK2',
  ])('%s', (spelling) => {
    expect(judged(from(site, spelling))).toBe('no');
    expect(judged(from(spelling, site))).toBe('no');
  });
});

test.each([
  [site, 'urn:epc:id:sgln:9521234.00002.0'],
  [site, 'urn:example:buyer'],
  ['urn:example:seller', 'urn:example:buyer'],
])('from %s to %s goods change owners', (seller, buyer) => expect(judged(from(seller, buyer))).toBe('yes'));

test('a party of one’s own is the same under the same name', () =>
  expect(judged(from('urn:example:us', 'urn:example:us'))).toBe('no'));

test('without a seller or a buyer nobody can tell', () => {
  const { sourceList: _, ...nobodys } = shipped();
  const { destinationList: __, ...forNobody } = shipped();
  expect([nobodys, forNobody, from(site, site, 'location')].map(judged)).toEqual(['unknown', 'unknown', 'unknown']);
});

test('only shipping changes owners', () => {
  expect(judged(packed())).toBe('no');
  expect(judged({ ...shipped(), bizStep: 'void_shipping' })).toBe('no');
});
