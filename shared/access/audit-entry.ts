import * as v from 'valibot';
import { signatureRecord } from './signature.ts';

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(400));

/** `2026-03` */
export const monthText = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'));

/** What is kept of a change that a person or a machine made to what people decide about. */
export const auditEntry = v.object({
  /** When, ISO 8601 in UTC with milliseconds. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** Who: the `sub` of the token. */
  by: text,
  /** The tenant of who did it; differs from the tenant of the trail under a grant. */
  home: text,
  /** What was done, as noun and past participle: `grant-changed`, `lot-released`. */
  act: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{2,63}$/, 'must be words with hyphens')),
  /** To what: an id with its kind before it (`grant packright`, `lot 04150000000013 A1`). */
  subject: text,
  detail: v.optional(v.record(v.string(), v.unknown())),
  signature: v.optional(signatureRecord),
});
export type AuditEntry = v.InferOutput<typeof auditEntry> & {
  /** Unique in the month: the time and a digest. */
  readonly id: string;
};
