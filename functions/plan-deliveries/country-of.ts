import { glnOf } from '#common/reported-place.ts';
import type { Registry } from '#common/store/registry.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';

export interface CountryNeeds {
  readonly registry: Pick<Registry, 'location'> & {
    partners(tenant: string): Promise<readonly Partner[]>;
    tenant(tenant: string): Promise<{ readonly gln: string } | undefined>;
  };
}

/** Where a shipment goes: a country (ISO 3166-1 alpha-2), nowhere else than where its sender has it, or what nobody knows the country of. */
export type WentTo = { readonly country: string } | { readonly stays: true } | { readonly unknown: string };

/**
 * The country of the place that a shipment goes to (CBV 2.0 §7.4.2: destination of type location), or where none is told, of the party that has it
 * there (possessing_party). Who owns it then says nothing about where it is.
 */
export async function countryOf({ registry }: CountryNeeds, tenant: string, event: ObjectEvent): Promise<WentTo> {
  const places = named(event, 'location');
  const to = places.length > 0 ? places : named(event, 'possessing_party');
  if (to.length === 0) return { unknown: 'the event names no location and no possessing_party it goes to' };
  const countries = new Set<string>();
  for (const one of to) {
    const country = await countryAt(registry, tenant, one, places.length > 0);
    if (country === undefined) return { unknown: `neither a location nor a partner with an address is ${one}` };
    countries.add(country);
  }
  const [country = '', other] = countries;
  if (other !== undefined) return { unknown: `it goes to ${[...countries].join(' and ')}` };
  return country === OWN ? { stays: true } : { country };
}

const named = ({ destinationList = [] }: ObjectEvent, wanted: string) =>
  destinationList.filter(({ type }) => type.endsWith(wanted)).map(({ destination }) => canonicalEpc(destination));

/** Of a party that is the sender itself, which has no country: where goods go to is told by their location. */
const OWN = 'own';

async function countryAt(registry: CountryNeeds['registry'], tenant: string, epc: string, isPlace: boolean) {
  const gln = glnOf(epc);
  if (gln === undefined) return undefined;
  const place = isPlace ? await registry.location(tenant, gln) : undefined;
  if (place !== undefined) return place.address.country;
  const partner = (await registry.partners(tenant)).find(({ party }) => glnOf(canonicalEpc(party)) === gln);
  if (partner !== undefined) return partner.address?.country;
  return !isPlace && (await registry.tenant(tenant))?.gln === gln ? OWN : undefined;
}
