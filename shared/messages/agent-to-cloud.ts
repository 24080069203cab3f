import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** What happened to every serial of one lot on one line; `printed = commissioned + rejected + sampled + destroyed + unaccounted`. */
export const lotReport = v.object({
  order: name,
  gtin: v.pipe(v.string(), v.regex(/^\d{14}$/)),
  lot: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  printed: count,
  commissioned: count,
  rejected: count,
  sampled: count,
  destroyed: count,
  unaccounted: count,
  cases: count,
  pallets: count,
  /** Rejected units by reason. */
  rejects: v.record(v.string(), count),
  /** SSCCs (EPC URN) of the outermost containers, what a warehouse ships. */
  shippable: v.array(v.string()),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  closedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type LotReport = v.InferOutput<typeof lotReport>;

/** What stands on the capture topic. `sequence` rises by one per line and never repeats; with the line it is the idempotency key. */
export const lineMessage = v.variant('kind', [
  v.object({ kind: v.literal('epcis'), sequence: count, owner: name, document: v.unknown() }),
  v.object({ kind: v.literal('lot-report'), sequence: count, owner: name, report: lotReport }),
]);
export type LineMessage = v.InferOutput<typeof lineMessage>;
