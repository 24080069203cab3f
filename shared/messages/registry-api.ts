import * as v from 'valibot';
import { address } from '../master-data/location.ts';
import { registrations } from '../master-data/registrations.ts';

/** Shapes of the HTTP API for tenants. */
const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const party = v.pipe(v.string(), v.regex(/^urn:epc:id:pgln:\d[\d.]{11,}$/, 'must be a PGLN URN'));
const companyPrefix = v.pipe(v.string(), v.regex(/^\d{6,12}$/, 'must be 6 to 12 digits'));

export const tenantProfile = v.object({
  name: text,
  kind: v.picklist(['mah', 'cmo', 'wholesaler', 'logistics']),
  /** The tenant's own party, as PGLN URN. */
  party,
  /** 13 digits; what a verification request names. */
  gln: v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be 13 digits')),
  companyPrefixes: v.array(companyPrefix),
  /** Where the company is, as a marketing authorisation holder tells regulators. */
  address: v.optional(address),
  /** What regulators call the company. */
  registrations: v.optional(registrations),
});
/** Prefixes of one company: many times what the largest have, and few enough to be held against each other. */
const MOST_PREFIXES = 500;
/** A profile as it is sent: a member that nobody knows is a mistake. */
export const wantedProfile = v.strictObject({
  ...tenantProfile.entries,
  companyPrefixes: v.pipe(
    tenantProfile.entries.companyPrefixes,
    v.maxLength(MOST_PREFIXES, `must be ${MOST_PREFIXES} at most`),
  ),
});
export type TenantProfile = v.InferOutput<typeof tenantProfile>;
