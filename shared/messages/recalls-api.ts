import * as v from 'valibot';
import { signature, signatureRecord, signedReason } from '../access/signature.ts';
import { id } from '../id.ts';

/** Shapes of the HTTP API for recalls. */
const serial = v.pipe(v.string(), v.minLength(1), v.maxLength(20));
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Units that one recall may list: verification reads the list whenever somebody asks for a pack of the product. */
export const MOST_UNITS = 1_000;

const ofLot = v.strictObject({ kind: v.literal('lot'), lot: v.pipe(v.string(), v.minLength(1), v.maxLength(20)) });
const ofUnits = v.strictObject({
  kind: v.literal('units'),
  serials: v.pipe(v.array(serial), v.minLength(1), v.maxLength(MOST_UNITS)),
});

/** A lot; all serials that a pool issued from one to another, both inclusive, in the order of issue; or units by their serials. */
const wantedSubject = v.variant('kind', [
  ofLot,
  v.strictObject({ kind: v.literal('range'), pool: id, from: serial, to: serial }),
  ofUnits,
]);

/** How far down the chain packs are called back. */
export const recallLevel = v.picklist(['wholesale', 'pharmacy', 'patient']);

export const newRecall = v.strictObject({
  /** The caller's own id: sent again with it, it is one recall. */
  recall: id,
  gtin: v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits')),
  of: wantedSubject,
  level: recallLevel,
  /** Of the regulator, where it gave one. */
  class: v.optional(v.picklist(['I', 'II', 'III'])),
  reason: signedReason,
  signature,
});
export type NewRecall = v.InferOutput<typeof newRecall>;

export const wantedLift = v.strictObject({ reason: signedReason, signature });

/** What a recall is of; a range is known by its counters too. */
export const recallSubject = v.variant('kind', [
  ofLot,
  v.strictObject({ kind: v.literal('range'), pool: id, from: serial, to: serial, first: counter, last: counter }),
  ofUnits,
]);
export type RecallSubject = v.InferOutput<typeof recallSubject>;

export const recall = v.object({
  recall: v.string(),
  gtin: v.string(),
  of: recallSubject,
  level: recallLevel,
  class: v.optional(v.picklist(['I', 'II', 'III'])),
  reason: v.string(),
  state: v.picklist(['active', 'lifted']),
  signature: signatureRecord,
  lifted: v.optional(v.object({ reason: v.string(), signature: signatureRecord })),
});
export type Recall = v.InferOutput<typeof recall>;

/** How far the ledger was told: verification knows of a recall at once, single units one after another. */
export const recallRun = v.object({ state: v.picklist(['running', 'done']), units: v.number() });
export type RecallRun = v.InferOutput<typeof recallRun>;

export const recallView = v.object({ ...recall.entries, told: v.optional(recallRun), liftTold: v.optional(recallRun) });
export const recallPage = v.object({ recalls: v.array(recall), next: v.optional(v.string()) });
