import { expect, test } from 'vitest';
import type { EpcisEvent, ObjectEvent } from '#shared/epcis/event.ts';
import type { Location } from '#shared/master-data/location.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { aParty, aTenant } from '../../test/kit/builders.ts';
import { movementIn } from './movement-in.ts';

const own = aParty();
const [carrier, medico] = [aParty('9521777'), aParty('9521999')];
const hallOf = (prefix: string) => `urn:epc:id:sgln:${prefix}.00009.0`;

const partner = (name: string, { party }: { readonly party: string }): Partner => ({
  ...{ partner: name, name, party, channel: 'webhook', url: 'https://p.example', generation: 1 },
});
const locationOf = (gln: string, whose?: string): Location => ({
  ...{ gln, version: 1, companyPrefix: gln.slice(0, 7), name: `Hall ${gln}`, kind: 'warehouse' },
  ...{ address: { city: 'Leiden', country: 'NL' }, partner: whose },
});
/** A hall of the tenant, and one of a carrier that keeps goods for others. */
const halls = [locationOf('9521321000094'), locationOf('9521777000099', 'carrier')];
const needs = {
  registry: {
    tenant: async () => ({ ...aTenant(), kind: 'mah' as const }),
    partners: async () => [partner('carrier', carrier), partner('medico', medico)],
    location: async (_: string, gln: string) => halls.find((one) => one.gln === gln),
  },
};

/** Goods of the tenant's hall that go to an end or come from one, and between whom that is. */
async function between(bizStep: 'shipping' | 'receiving', end: Readonly<Record<string, string>>) {
  const told = Object.entries(end).map(([type, id]) => ({ type, source: id, destination: id }));
  const event: EpcisEvent = {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep, epcList: [], eventTimeZoneOffset: '+01:00' },
    disposition: bizStep === 'shipping' ? 'in_transit' : 'in_progress',
    eventTime: '2026-03-01T09:30:00.000Z',
    readPoint: { id: hallOf('9521321') },
    ...(bizStep === 'shipping' ? { destinationList: told } : { sourceList: told }),
  } satisfies ObjectEvent;
  const found = await movementIn(needs, 'acme', event);
  if (found === undefined || 'unknown' in found) return found;
  const other = bizStep === 'shipping' ? found.to : found.from;
  return [found.kind, other.partner, other.gln];
}

test('goods that were sold are told of their owner, whoever has them there', async () => {
  const end = { possessing_party: carrier.party, owning_party: medico.party };
  expect(await between('shipping', end)).toEqual(['shipment', 'medico', medico.gln]);
  expect(await between('receiving', end)).toEqual(['receipt', 'medico', medico.gln]);
  const inHall = { ...end, location: hallOf('9521777') };
  expect(await between('shipping', inHall)).toEqual(['shipment', 'medico', medico.gln]);
});

test('goods that stay the tenant’s are a transfer, whoever keeps them', async () => {
  const end = { location: hallOf('9521777'), possessing_party: carrier.party, owning_party: own.party };
  expect(await between('shipping', end)).toEqual(['transfer', 'carrier', '9521777000099']);
  expect(await between('receiving', end)).toEqual(['transfer', 'carrier', '9521777000099']);
});

test('whoever has goods is told of where nobody says who owns them', async () =>
  expect(await between('shipping', { possessing_party: carrier.party })).toEqual(['shipment', 'carrier', carrier.gln]));

/** Goods that leave a carrier's hall for somebody. */
const leaving = (source: Readonly<Record<string, string>>, destination: string) =>
  movementIn(needs, 'acme', {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', epcList: [], eventTimeZoneOffset: '+01:00' },
    ...{ disposition: 'in_transit', eventTime: '2026-03-01T09:30:00.000Z', readPoint: { id: hallOf('9521777') } },
    sourceList: Object.entries(source).map(([type, id]) => ({ type, source: id })),
    destinationList: [{ type: 'owning_party', destination }],
  });

test('goods that leave a partner’s hall are the tenant’s where it owns them there', async () => {
  const kept = { possessing_party: carrier.party, owning_party: own.party };
  expect(await leaving(kept, medico.party)).toMatchObject({
    ...{ kind: 'shipment', from: { gln: '9521777000099' }, to: { partner: 'medico' } },
  });
});

test('whose they were is asked where the event does not say it, and the other side does not tell it', async () => {
  expect(await leaving({}, medico.party)).toEqual({ unknown: expect.stringContaining('does not say who owns') });
  expect(await leaving({}, own.party)).toBeUndefined();
  expect(await leaving({ possessing_party: carrier.party }, medico.party)).toBeUndefined();
});
