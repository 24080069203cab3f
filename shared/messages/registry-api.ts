import * as v from 'valibot';
import { permissions } from '../access/permissions.ts';

/** Shapes of the HTTP API for master data, grants and pools. */
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
});
export type TenantProfile = v.InferOutput<typeof tenantProfile>;

/** Product master data of the EU Hub's common part (EMVO) and what codes need. */
export const product = v.object({
  companyPrefix,
  name: text,
  commonName: text,
  form: text,
  strength: text,
  packType: text,
  packSize: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Product code version; a batch is bound to one. */
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** Where the packs are sold, ISO 3166-1 alpha-2. */
  markets: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))), v.minLength(1)),
});
export type Product = v.InferOutput<typeof product> & { gtin: string };

export const partner = v.object({
  name: text,
  party,
  channel: v.literal('webhook'),
  /** Checked again, with the address behind it, whenever something is sent. */
  url: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i, 'must be an http(s) URL'), v.maxLength(2000)),
  /** Raise it to rotate the signing secret. */
  generation: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
});
export type Partner = v.InferOutput<typeof partner> & { partner: string };

export const grant = v.object({
  /** None withdraws the grant. */
  permissions: v.array(v.picklist(Object.keys(permissions))),
});

export const newPool = v.variant('kind', [
  v.object({
    kind: v.literal('random'),
    gtin: v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits')),
    /** Letters a serial may use; the default leaves out I, O, Q and Z, which people and keyboards confuse. */
    alphabet: v.optional(v.string(), '0123456789ABCDEFGHJKLMNPRSTUVWXY'),
    length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20)), 13),
  }),
  v.object({
    kind: v.literal('sscc'),
    companyPrefix,
    extensionDigit: v.optional(v.pipe(v.string(), v.regex(/^\d$/)), '0'),
  }),
]);
