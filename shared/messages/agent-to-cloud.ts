import * as v from 'valibot';
import { tally } from './tally.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** Bytes of the largest message as JSON text, before it is compressed: the broker took no larger ones when they were sent as they are. */
export const MOST_MESSAGE_BYTES = 128 * 1024;

/** The line's own fates: what it commissioned, the events tell. */
export const lineFates = ['rejected', 'sampled', 'destroyed', 'unaccounted'] as const;
export type LineFate = (typeof lineFates)[number];

const serial = v.pipe(v.string(), v.minLength(1), v.maxLength(20));

/** What a line drew from one block for a lot. Numbers are drawn in the order in which they were issued. */
export const drawnBlock = v.object({
  /** Id of the serial request. */
  block: name,
  pool: name,
  /** The first and the last serial it drew. */
  from: serial,
  to: serial,
  printed: count,
  commissioned: count,
  rejected: count,
  sampled: count,
  destroyed: count,
  unaccounted: count,
});
export type DrawnBlock = v.InferOutput<typeof drawnBlock>;

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
  rejects: tally,
  /** Sampled units by what they are for. */
  samples: v.optional(tally),
  /** SSCCs (EPC URN) of the outermost containers, what a warehouse ships. */
  shippable: v.array(v.string()),
  /** The same by block. A line that cannot tell blocks apart leaves it out; then nobody knows which serial had which fate. */
  blocks: v.optional(v.array(drawnBlock)),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  closedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type LotReport = v.InferOutput<typeof lotReport>;

/** Serials that had one fate, of one block. */
export const fateList = v.object({ block: name, fate: v.picklist(lineFates), serials: v.array(serial) });
export type FateList = v.InferOutput<typeof fateList>;

/** Which serials had which fate, for the report of the lot that is closed at the same time; as many parts as the broker needs, told before it. */
export const lotFates = v.object({
  order: name,
  gtin: v.pipe(v.string(), v.regex(/^\d{14}$/)),
  lot: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  closedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Counts from 0. */
  part: count,
  lists: v.array(fateList),
});
export type LotFates = v.InferOutput<typeof lotFates>;

/** What stands on the capture topic, as JSON compressed with gzip (RFC 1952) or as it is. `sequence` rises by one per line and never repeats; with the line it is the idempotency key. */
export const lineMessage = v.variant('kind', [
  v.object({ kind: v.literal('epcis'), sequence: count, owner: name, document: v.unknown() }),
  v.object({ kind: v.literal('lot-fates'), sequence: count, owner: name, fates: lotFates }),
  v.object({ kind: v.literal('lot-report'), sequence: count, owner: name, report: lotReport }),
]);
export type LineMessage = v.InferOutput<typeof lineMessage>;
