import { expect, test } from 'vitest';
import { commission, elsewhere, kept, seen } from '../../test/kit/unit-stories.ts';
import { packedIn, toldAsPacked } from './packed-in.ts';

const gtin = '09521321543218';
const epc = 'urn:epc:id:sgtin:9521321.054321.A1';
const site = {
  gln: '9521321000018',
  version: 1,
  companyPrefix: '9521321',
  name: 'Plant',
  kind: 'packaging' as const,
  address: { city: 'Leiden', country: 'NL' },
};
const needsOf = (events: ReturnType<typeof kept>, isKnown = true) => ({
  unitEvents: async () => events,
  registry: {
    location: async () => (isKnown ? site : undefined),
    partners: async () => [],
    tenant: async () => undefined,
  },
});
const of = { gtin, serial: 'A1' };

test('a pack was packed where it was commissioned', async () => {
  const events = kept(commission(1, [epc]), seen(2, [epc], { readPoint: { id: elsewhere } }));
  expect(await packedIn(needsOf(events), 'acme', of)).toBe('NL');
});

test.each([
  ['of movements', 'RU', 'NL'],
  ['of packing alone', 'IN', 'NL'],
  ['of packs alone', 'DE', undefined],
])('is asked for where a regulator hears %s', async (_, market, country) => {
  const needs = needsOf(kept(commission(1, [epc])));
  expect((await toldAsPacked(needs, 'acme', { gtin, markets: [market] }, ['A1'])).packedIn).toBe(country);
});

test('nobody knows where when the place is no location, or it was never commissioned', async () => {
  expect(await packedIn(needsOf(kept(commission(1, [epc])), false), 'acme', of)).toBeUndefined();
  expect(await packedIn(needsOf(kept(seen(2, [epc]))), 'acme', of)).toBeUndefined();
});
