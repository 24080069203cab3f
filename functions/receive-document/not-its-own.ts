import type { Partner } from '#shared/master-data/partner.ts';
import type { Bond, Deed } from '#shared/network/partner-authority.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

const words = {
  begin: 'begins',
  end: 'ends or changes',
  'ship-as-tenant': 'ships in our name',
  'ship-for-tenant': 'ships for us',
  ship: 'ships',
  return: 'sends back',
  'receive-as-tenant': 'receives in our name',
  pack: 'packs or unpacks',
} as const satisfies Record<Deed, string>;

const rule = 'docs/partners-inbound.md: what a partner may tell of';

interface NotIts {
  readonly epc: string;
  readonly deed: Deed;
  readonly bond: Bond;
  /** We say ourselves that it came to us later. */
  readonly overtaken?: boolean;
}

const cameToUs = [
  'had still, or we had, as it came to us later',
  'mend the time of the event; where it is right, ask us to take our receipt back or to capture the shipment ourselves',
] as const;

/** Why it is not the partner's to tell: it never had the unit, it has it no more, or the number is another's. */
export function notItsUnit(
  index: number,
  { epc, deed, bond, overtaken = false }: NotIts,
  { name, kind }: Partner,
): Refusal {
  const [why, remedy] = overtaken ? cameToUs : reasonOf(bond);
  return refuse(
    'not-permitted',
    `event ${index} ${words[deed]} ${epc}, which ${name} (${kind ?? 'of no kind'}) ${why}, as far as we know`,
    {
      at: `event ${index}`,
      rule,
      remedy,
    },
  );
}

function reasonOf({ made, sent, untouched, numbered, gone }: Bond): readonly [why: string, remedy: string] {
  if (gone && (made || sent || untouched))
    return [
      'has no more',
      'tell us first that it came back, or that it was not in what you shipped; then send it again',
    ];
  if (untouched && !numbered)
    return [
      'was not given the number of',
      'use numbers that were drawn for you, or ask us to release the product to you (packs.scope.gtins)',
    ];
  return [
    'neither made nor was sent',
    'have whoever had it tell us, or have us told first that it was shipped to you; then send it again',
  ];
}

/** A receipt in our name. */
export const notItsReceipt = (index: number, { name }: Partner): Refusal =>
  refuse('not-permitted', `event ${index} says that we received goods, and ${name} receives none for us`, {
    at: `event ${index}`,
    rule,
    remedy: 'leave it out, or name as destination who received them, where that was not us',
  });

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

/** An event that cannot be looked at in one go. */
export const tooLarge = (index: number, units: number, most: number): Refusal =>
  refuse('too-large', `event ${index} names ${units} things, at most ${most} are taken in one`, {
    at: `event ${index}`,
    rule,
    remedy: 'tell it as several events, in one document or in several',
  });
