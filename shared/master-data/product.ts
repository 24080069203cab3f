import * as v from 'valibot';
import { nationalTypes } from './national-numbers.ts';

export const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
export const companyPrefix = v.pipe(v.string(), v.regex(/^\d{6,12}$/, 'must be 6 to 12 digits'));
export const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)'));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/** From the inside out. */
export const packagingLevels = ['item', 'bundle', 'case', 'pallet'] as const;

/** A level of packaging and what stands in it. The item level is the product itself. */
export const packaging = v.strictObject({
  level: v.picklist(packagingLevels),
  gtin,
  /** GTIN of what is inside, and how many; absent at the item level. */
  contains: v.optional(gtin),
  quantity: v.optional(count),
  /** Items in all; where it is given it is held against the quantities. */
  items: v.optional(count),
});
export type Packaging = v.InferOutput<typeof packaging>;

/** A number that a country gave the product. */
export const nationalNumber = v.strictObject({ type: v.picklist(nationalTypes), value: text });
export type NationalNumber = v.InferOutput<typeof nationalNumber>;

/** Product master data: the EU Hub's common part (EMVO) and what codes of other markets need. */
export const product = v.strictObject({
  companyPrefix,
  name: text,
  /** Mandatory at the EU Hub since release 1.16. */
  commonName: text,
  form: text,
  strength: text,
  packType: text,
  packSize: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Where the packs are sold, ISO 3166-1 alpha-2. */
  markets: v.pipe(v.array(country), v.minLength(1)),
  packaging: v.optional(v.pipe(v.array(packaging), v.maxLength(50))),
  nationalNumbers: v.optional(v.pipe(v.array(nationalNumber), v.maxLength(50))),
  /** Market to the id of its code profile. */
  profiles: v.optional(
    v.record(country, v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the id of a code profile'))),
  ),
});
export type ProductContent = v.InferOutput<typeof product>;

/** A product as it is in force. */
export type Product = ProductContent & {
  readonly gtin: string;
  /** Of its master data; a batch is bound to one (EU Hub 1.14: the product code version). */
  readonly version: number;
};
