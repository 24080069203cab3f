import type { Partner } from '#shared/master-data/partner.ts';
import type { Deed } from '#shared/network/partner-authority.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

const words = {
  begin: 'begins',
  end: 'ends or changes',
  'ship-as-tenant': 'ships in our name',
  'ship-for-tenant': 'ships for us',
  ship: 'ships',
  pack: 'packs or unpacks',
} as const satisfies Record<Deed, string>;

const rule = 'docs/partners-inbound.md: what a partner may tell of';

/** A unit that it neither makes, nor made, nor was sent. */
export const notItsUnit = (
  index: number,
  { epc, deed }: { readonly epc: string; readonly deed: Deed },
  { name, kind = 'other' }: Partner,
): Refusal =>
  refuse(
    'not-permitted',
    `event ${index} ${words[deed]} ${epc}, which ${name} (${kind}) neither made nor was sent, as far as we know`,
    {
      at: `event ${index}`,
      rule,
      remedy: 'have whoever had it tell us, or have us told first that it was shipped to you; then send it again',
    },
  );

/** A shipment that names others as those who hand over. */
export const notItsName = (index: number, { name }: Partner): Refusal =>
  refuse('not-permitted', `event ${index} ships in our name, or in nobody's, and ${name} does not ship for us`, {
    at: `event ${index}`,
    rule: 'CBV 2.0 §7.4.2: the source of a shipment is who hands over or sells',
    remedy: 'name yourself among the sources, as possessing_party where the goods are ours',
  });

/** A declaration about what somebody else told. */
export const notItsDeclaration = (index: number, id: string, { name }: Partner): Refusal =>
  refuse('not-permitted', `event ${index} declares ${id} an error, which ${name} did not tell us of`, {
    at: `event ${index}`,
    rule: 'EPCIS 2.0 §7.4.1.2: who captured an event declares it an error',
    remedy: 'have whoever told it declare it, or tell us what is wrong with it',
  });

/** A voiding of what somebody else shipped. */
export const notItsShipment = (index: number, epc: string, { name }: Partner): Refusal =>
  refuse('not-permitted', `event ${index} voids a shipment of ${epc} that ${name} did not tell us of`, {
    at: `event ${index}`,
    rule,
    remedy: 'have the shipper void it',
  });
