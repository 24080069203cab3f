import type { EpcisEvent } from '../../epcis/event.ts';
import { canonicalKey } from '../../gs1/canonical-epc.ts';
import { readUrnParts } from '../../gs1/epc-urn.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { sha256 } from '../../wire/sha256.ts';
import type { Onboarding } from './onboarding.ts';

/** The two sides of a test message, each by its PGLN URN. */
export interface TestParties {
  readonly sender: string;
  readonly receiver: string;
  /** The number of the despatch advice; absent: `TEST-ASN`. */
  readonly despatchAdvice?: string;
}

/** By which a partner's own test files are told from those that we give it as an example: a number of its partnership alone. */
export const adviceOf = ({ tenant, partner, createdAt }: Pick<Onboarding, 'tenant' | 'partner' | 'createdAt'>) =>
  `TEST-${sha256(JSON.stringify([tenant, partner, createdAt]))
    .slice(0, 8)
    .toUpperCase()}`;

/** A firm's own identifiers at the upper end of its range, where no goods are: serials, lots and orders begin with TEST. */
interface TestRange {
  readonly party: string;
  readonly place: string;
  readonly gln: string;
  /** Serial counted from 1. */
  readonly unit: (serial: number) => string;
  readonly pallet: string;
}

export const TEST_LOT = 'TEST-LOT';

/** GTIN and SSCC take as many nines behind the company prefix as fit (EPC TDS §6.3.1, §6.3.2). */
function rangeOf(party: string): TestRange | Refusal {
  const gln = canonicalKey(party)?.primary.value;
  const [, prefix = '', reference = ''] = /^urn:epc:id:pgln:(\d+)\.(\d*)$/.exec(party) ?? [];
  if (isRefusal(readUrnParts(party)) || gln === undefined || prefix === '')
    return refuse('malformed', `${party} is no PGLN`, { rule: 'EPC TDS §7.12' });
  const item = `0${'9'.repeat(12 - prefix.length)}`;
  return {
    party,
    gln,
    place: `urn:epc:id:sgln:${prefix}.${reference}.0`,
    unit: (serial) => `urn:epc:id:sgtin:${prefix}.${item}.TEST${String(serial).padStart(4, '0')}`,
    pallet: `urn:epc:id:sscc:${prefix}.${'9'.repeat(17 - prefix.length)}`,
  };
}

/** An id that follows from what it is for: the same test told twice has the same events. */
const idOf = (seed: string): string =>
  `urn:uuid:${sha256(seed).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')}`;

/**
 * What a test message tells: four packs commissioned with lot and expiry, a pallet, the packs packed into it, the pallet shipped from the one to the other.
 *
 * @param at when it was shipped, ISO 8601 in UTC; all else an hour apart before it
 */
export function testEvents(parties: TestParties, at: string): EpcisEvent[] | Refusal {
  const { sender, receiver, despatchAdvice = 'TEST-ASN' } = parties;
  const [from, to] = [rangeOf(sender), rangeOf(receiver)];
  if (isRefusal(from)) return from;
  if (isRefusal(to)) return to;
  const time = (hoursBefore: number) => new Date(Date.parse(at) - hoursBefore * 3_600_000).toISOString();
  const common = (n: number) => ({
    eventID: idOf(`${sender} ${receiver} ${at} ${n}`),
    eventTime: time(3 - n),
    eventTimeZoneOffset: '+00:00',
    readPoint: { id: from.place },
  });
  const units = [1, 2, 3, 4].map(from.unit);
  const expiry = `${Number(at.slice(0, 4)) + 2}-12-31`;
  const inside = { bizLocation: { id: from.place } };
  const begun = { type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active' } as const;
  return [
    {
      ...common(0),
      ...inside,
      ...begun,
      epcList: units,
      ilmd: { 'cbvmda:lotNumber': TEST_LOT, 'cbvmda:itemExpirationDate': expiry },
    },
    { ...common(1), ...inside, ...begun, epcList: [from.pallet] },
    {
      ...common(2),
      ...inside,
      type: 'AggregationEvent',
      action: 'ADD',
      bizStep: 'packing',
      disposition: 'in_progress',
      parentID: from.pallet,
      childEPCs: units,
    },
    {
      ...common(3),
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'in_transit',
      epcList: [from.pallet],
      bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${from.gln}:${despatchAdvice}` }],
      sourceList: [
        { type: 'owning_party', source: from.party },
        { type: 'possessing_party', source: from.party },
        { type: 'location', source: from.place },
      ],
      destinationList: [
        { type: 'owning_party', destination: to.party },
        { type: 'possessing_party', destination: to.party },
        { type: 'location', destination: to.place },
      ],
    },
  ];
}
