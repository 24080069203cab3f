import { describe, expect, test } from 'vitest';
import type { Partner } from '#shared/master-data/partner.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { receiversOf } from './receivers-of.ts';

const [maker, store, buyer] = [1, 2, 3].map((n) => `urn:epc:id:pgln:952132${n}.00001`);
if (maker === undefined || store === undefined || buyer === undefined) throw new Error('three parties');
const reached = (name: string, party: string, channel: Partner['channel'] = 'network'): Partner => ({
  partner: name,
  name,
  party,
  channel,
  generation: 1,
});
const all = [reached('maker', maker), reached('store', store), reached('buyer', buyer)];
const shipment = { epcs: ['urn:epc:id:sscc:9521321.0000000001'], at: '2026-03-01T10:00:00.000Z', offset: '+00:00' };
const sold = shipEvent({ ...shipment, readPoint: 'urn:epc:id:sgln:9521322.00001.0', from: store, to: buyer });
const handedOver = {
  ...sold,
  sourceList: [
    { type: 'possessing_party', source: store },
    { type: 'owning_party', source: maker },
  ],
};
const profiles: Record<string, object> = {
  maker: { gln: '9521321000018', companyPrefixes: ['9521321'] },
  store: { gln: '9521322000017', companyPrefixes: ['9521322'] },
  buyer: { gln: '9521323000016', companyPrefixes: ['9521323'] },
};

async function told(tenant: string, event: typeof sold, partners = all.filter(({ partner }) => partner !== tenant)) {
  const registry = { tenant: async (name: string) => Object(profiles[name]) };
  return (await receiversOf({ registry }, tenant, partners, { event })).map(({ partner }) => partner);
}

describe('a shipment', () => {
  test('of our own goods is told to whom it goes', async () => {
    expect(await told('store', sold)).toEqual(['buyer']);
  });

  test('that we make for the owner is told to the owner, too', async () => {
    expect(await told('store', handedOver)).toEqual(['buyer', 'maker']);
  });

  test('that somebody else makes of our goods is told by us to the buyer, and not to who told us', async () => {
    expect(await told('maker', handedOver)).toEqual(['buyer']);
  });

  test('that came to us is told to nobody', async () => {
    expect(await told('buyer', handedOver)).toEqual([]);
  });

  test('is not told to parties of places that it names', async () => {
    const toPlace = { ...sold, destinationList: [{ type: 'location', destination: buyer }] };
    expect(await told('store', toPlace)).toEqual([]);
  });

  test('is told to who fetches as to everybody', async () => {
    const fetching = [reached('maker', maker, 'portal'), reached('buyer', buyer, 'portal')];
    expect(await told('store', handedOver, fetching)).toEqual(['buyer', 'maker']);
  });
});
