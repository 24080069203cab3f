import { expect, test } from 'vitest';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { countryOf } from './country-of.ts';

const sgln = (party: number) => `urn:epc:id:sgln:9521999.0000${party}.0`;
const pgln = (party: number) => `urn:epc:id:pgln:9521999.0000${party}`;
const glnOf = ['9521999000006', '9521999000013', '9521999000020', '9521999000037'];
const partner = (party: number, country?: string): Partner => ({
  partner: `p${party}`,
  name: 'Somebody',
  party: pgln(party),
  channel: 'webhook',
  url: 'https://p.example',
  generation: 1,
  ...(country && { address: { city: 'There', country } }),
});

const irishWarehouse = {
  gln: glnOf[3] ?? '',
  version: 1,
  companyPrefix: '9521999',
  name: 'Warehouse',
  kind: 'warehouse' as const,
  address: { city: 'Cork', country: 'IE' },
};
const registry = {
  location: async (_: string, gln: string) => (gln === glnOf[3] ? irishWarehouse : undefined),
  partners: async () => [partner(1, 'GB'), partner(2, 'FR'), partner(0)],
  tenant: async () => ({ tenant: 'acme', name: 'Acme', gln: '9521321000018', companyPrefixes: ['9521321'] }),
};
const went = (...destinations: (readonly [type: string, destination: string])[]) => {
  const event: ObjectEvent = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'shipping',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+00:00',
    destinationList: destinations.map(([type, destination]) => ({ type, destination })),
  };
  return countryOf({ registry }, 'acme', event);
};

test('goods are where their location is, whoever owns or takes them', async () => {
  expect(await went(['owning_party', pgln(1)], ['location', sgln(3)])).toEqual({ country: 'IE' });
  expect(await went(['owning_party', pgln(2)], ['possessing_party', pgln(2)], ['location', sgln(1)])).toEqual({
    country: 'GB',
  });
});

test('goods that go to no location are where the party is that has them, not where their owner is', async () => {
  expect(await went(['owning_party', pgln(1)], ['possessing_party', pgln(2)])).toEqual({ country: 'FR' });
  expect(await went(['urn:epcglobal:cbv:sdt:possessing_party', pgln(1)])).toEqual({ country: 'GB' });
});

test('goods that the company keeps itself go nowhere', async () => {
  expect(await went(['possessing_party', 'urn:epc:id:pgln:9521321.00001'])).toEqual({ stays: true });
});

test.each<[string, (readonly [string, string])[], RegExp]>([
  ['to a partner without address', [['possessing_party', pgln(0)]], /417\/9521999000006/],
  [
    'to a place that nobody knows, whoever has it there',
    [
      ['location', sgln(5)],
      ['possessing_party', pgln(2)],
    ],
    /414/,
  ],
  ['to an owner alone', [['owning_party', pgln(2)]], /no location/],
  ['to nobody', [], /no location/],
  [
    'to two countries',
    [
      ['possessing_party', pgln(1)],
      ['possessing_party', pgln(2)],
    ],
    /GB and FR/,
  ],
])('it is unknown where goods go %s', async (_, to, why) => {
  expect(await went(...to)).toEqual({ unknown: expect.stringMatching(why) });
});
