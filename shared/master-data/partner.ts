import * as v from 'valibot';
import { partyProblem } from '../gs1/party.ts';
import { channelKinds } from '../network/channel-kinds.ts';
import { channelProblems } from '../network/channel-problems.ts';
import { channelSettings } from '../network/channel-settings.ts';
import { packerRule } from '../production/packer-rule.ts';
import type { Refusal } from '../refusal.ts';
import { countryProblems } from './country-problems.ts';
import { address } from './location.ts';
import { text } from './product.ts';
import { registrations } from './registrations.ts';

export const partnerKinds = [
  'mah',
  'cmo',
  'wholesaler',
  'logistics',
  'pharmacy',
  'hospital',
  'authority',
  'other',
] as const;

/** What a partner is told a shipment in: EPCIS 2.0 JSON, or EPCIS 1.2 XML after the GS1 US guideline for the DSCSA. */
export const partnerDocuments = ['epcis-2.0', 'gs1-us-r1.2', 'gs1-us-r1.3'] as const;

/** A trading partner and how it is told what is shipped to it. */
export const partner = v.strictObject({
  name: text,
  party: v.pipe(v.string(), v.regex(/^urn:epc:id:pgln:\d[\d.]{11,}$/, 'must be a PGLN URN')),
  channel: v.picklist(channelKinds),
  /** Checked again, with the address behind it, whenever something is sent. */
  url: v.optional(
    v.pipe(v.string(), v.url(), v.regex(/^(https?|sftp):\/\//i, 'must be an http(s) or sftp URL'), v.maxLength(2000)),
  ),
  /** Raise it to rotate the signing secret. */
  generation: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** What it may tell of depends on it (docs/partners-inbound.md); absent: it passes goods on. */
  kind: v.optional(v.picklist(partnerKinds)),
  gln: v.optional(v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be 13 digits'))),
  address: v.optional(address),
  /** What regulators call it. */
  registrations: v.optional(registrations),
  /** Absent: EPCIS 2.0 JSON. */
  document: v.optional(v.picklist(partnerDocuments)),
  /** Strict: what it sends after the GS1 US guideline is refused as a whole where it breaks a rule. Otherwise that only opens exceptions. */
  incoming: v.optional(v.picklist(['noted', 'strict'])),
  /** What it may draw numbers for by messages, and makes of them, where it packs for the tenant and is no tenant here; absent: nothing. */
  packs: v.optional(packerRule),
  ...channelSettings,
});
export type PartnerContent = v.InferOutput<typeof partner>;

/** A partner as it is in force. */
export type Partner = PartnerContent & { readonly partner: string };

/** What is wrong with a partner, each with its place. */
export function partnerProblems(item: PartnerContent): Refusal[] {
  const problem = partyProblem(item.party, item.gln);
  return [
    ...(problem === undefined ? [] : [problem]),
    ...countryProblems(item.address?.country, '/address/country'),
    ...channelProblems(item),
  ];
}
