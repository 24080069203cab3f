import * as v from 'valibot';

/** Who signs has proved who he is at most so long ago (21 CFR Part 11 §11.200(a)(1): both components at the first signing). */
export const SIGNS_WITHIN_SECONDS = 300;

/** Why, in words that still say something to an inspector years later. */
export const signedReason = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(10, 'must have 10 characters or more'),
  v.maxLength(1_000),
);

/** What the signer says of his own hand (21 CFR Part 11 §11.50: the meaning of the signature). */
export const signature = v.strictObject({
  meaning: v.pipe(v.string(), v.trim(), v.minLength(3, 'must have 3 characters or more'), v.maxLength(200)),
  reason: v.optional(signedReason),
});
export type Signature = v.InferOutput<typeof signature>;

/** The record of a signature, kept with what was signed (21 CFR Part 11 §11.50, §11.70). */
export const signatureRecord = v.object({
  /** User name. */
  by: v.string(),
  /** As printed. */
  name: v.optional(v.string()),
  meaning: v.string(),
  reason: v.optional(v.string()),
  /** ISO 8601 in UTC. */
  at: v.string(),
  /** Seconds since 1970 at which the signer proved who he is. */
  authTime: v.number(),
  /** SHA-256 of what was signed (canonical JSON), hexadecimal. */
  digest: v.string(),
});
export type SignatureRecord = v.InferOutput<typeof signatureRecord>;
