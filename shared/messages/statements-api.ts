import * as v from 'valibot';
import { signature, signatureRecord, signedReason } from '../access/signature.ts';
import { id } from '../id.ts';

/** Shapes of the HTTP API for what regulators are told by hand. */

/** The markets that are told by hand, with the words for them. */
export const toldByHand = { ru: 'Russia: MDLP', cn: 'China: Ma Shang Fang Xin' } as const;

/** How many things one statement names: what is looked up in the seconds that a caller waits. */
export const MOST_STATED = 2_000;

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const gln = v.pipe(v.string(), v.regex(/^\d{13}$/, 'must be a GLN of 13 digits'));

export const newStatement = v.strictObject({
  /** The caller's own id: sent again with it, it is one statement. */
  statement: id,
  /** As deliveries and the table of docs/regulators.md name it: `ru`. */
  market: text(20),
  /** What is told: one of those that the market takes. */
  name: text(40),
  /** EPC URIs or GS1 Digital Links of packs and packages. */
  things: v.optional(
    v.pipe(
      v.array(text(300)),
      v.minLength(1, 'must name a thing'),
      v.maxLength(MOST_STATED, `must name at most ${MOST_STATED} things: tell more of them by another statement`),
    ),
  ),
  /** Of a statement about a report: its delivery. */
  delivery: v.optional(text(64)),
  /** When it happened. */
  at: v.pipe(v.string(), v.isoTimestamp('must be a time with zone, such as 2026-03-01T00:00:00Z')),
  /** GLN of a location or a party. */
  from: v.optional(gln),
  to: v.optional(gln),
  facts: v.optional(v.record(text(200), text(1000)), {}),
  reason: signedReason,
  signature,
});
export type NewStatement = v.InferOutput<typeof newStatement>;

/** What was said, and what tells the regulator. */
export const madeStatement = v.object({
  statement: v.string(),
  market: v.string(),
  name: v.string(),
  /** How many things it names. */
  things: v.number(),
  delivery: v.optional(v.string()),
  at: v.string(),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  facts: v.record(v.string(), v.string()),
  reason: v.string(),
  signature: signatureRecord,
  deliveries: v.array(v.string()),
});
export type MadeStatement = v.InferOutput<typeof madeStatement>;

const side = v.object({
  /** Whose place it may be. */
  who: v.picklist(['own', 'partner', 'anyone']),
  title: v.string(),
  /** Where it is not named, the tenant itself stands there. */
  optional: v.boolean(),
});

/** Something that a market can be told by hand. */
export const statementKind = v.object({
  name: v.string(),
  title: v.string(),
  report: v.string(),
  /** What it is about: `things`, a `document` of ours, or two `codes`. */
  of: v.picklist(['things', 'document', 'codes']),
  /** Of a document: the reports that it may be about. */
  documents: v.optional(v.array(v.string())),
  facts: v.array(v.object({ name: v.string(), title: v.string(), form: v.string(), optional: v.boolean() })),
  from: v.optional(side),
  to: v.optional(side),
});
export type StatementKind = v.InferOutput<typeof statementKind>;
export const statementKinds = v.object({ statements: v.array(statementKind) });
