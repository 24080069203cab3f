import * as v from 'valibot';
import { partyProblem } from '../gs1/party.ts';
import type { Refusal } from '../refusal.ts';
import { address } from './location.ts';
import { text } from './product.ts';

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

/** A trading partner and how it is told what is shipped to it. */
export const partner = v.strictObject({
  name: text,
  party: v.pipe(v.string(), v.regex(/^urn:epc:id:pgln:\d[\d.]{11,}$/, 'must be a PGLN URN')),
  channel: v.literal('webhook'),
  /** Checked again, with the address behind it, whenever something is sent. */
  url: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i, 'must be an http(s) URL'), v.maxLength(2000)),
  /** Raise it to rotate the signing secret. */
  generation: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  kind: v.optional(v.picklist(partnerKinds)),
  gln: v.optional(v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be 13 digits'))),
  address: v.optional(address),
});
export type PartnerContent = v.InferOutput<typeof partner>;

/** A partner as it is in force. */
export type Partner = PartnerContent & { readonly partner: string };

/** What is wrong with a partner, each with its place. */
export function partnerProblems(item: PartnerContent): Refusal[] {
  const problem = partyProblem(item.party, item.gln);
  return problem === undefined ? [] : [problem];
}
