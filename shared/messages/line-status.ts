import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const share = v.optional(v.pipe(v.number(), v.minValue(0)));

/** Alarms and reasons in one message: whoever wants all of them asks the line. */
export const MOST_ALARMS = 20;
export const MOST_REASONS = 20;

/** How a line stands, in short: what a site tells at most every 30 seconds and when the state changes. Telling is best effort. */
export const lineStatusReport = v.object({
  /** The site's clock. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** State and mode of PackML (ANSI/ISA-TR88.00.02). */
  state: v.pipe(v.string(), v.maxLength(32)),
  mode: v.pipe(v.string(), v.maxLength(32)),
  order: v.optional(
    v.object({
      order: name,
      gtin: v.pipe(v.string(), v.regex(/^\d{14}$/)),
      lot: v.pipe(v.string(), v.maxLength(20)),
      quantity: count,
      state: v.pipe(v.string(), v.maxLength(32)),
    }),
  ),
  /** Units of the batch at hand. */
  counters: v.object({
    consumed: count,
    processed: count,
    defective: count,
    /** The most frequent reasons. */
    byReason: v.record(v.pipe(v.string(), v.maxLength(200)), count),
  }),
  /** Shares of one; absent where not known. */
  oee: v.object({ availability: share, performance: share, quality: share, oee: share }),
  /** Alarms that nobody has acknowledged, those that stop the line first. */
  alarms: v.pipe(
    v.array(
      v.object({
        code: v.pipe(v.string(), v.maxLength(64)),
        detail: v.pipe(v.string(), v.maxLength(500)),
        stops: v.boolean(),
        raisedAt: v.string(),
      }),
    ),
    v.maxLength(MOST_ALARMS),
  ),
});
export type LineStatusReport = v.InferOutput<typeof lineStatusReport>;

/** On the line-status queue: a line's report as the topic rule wraps it. */
export const lineStatusMessage = v.object({ tenant: name, site: name, line: name, message: lineStatusReport });
export type LineStatusMessage = v.InferOutput<typeof lineStatusMessage>;

/** A line of a tenant's sites, as it was last heard. */
export const lineView = v.object({
  site: v.string(),
  line: v.string(),
  heardAt: v.string(),
  ...lineStatusReport.entries,
});
export type LineView = v.InferOutput<typeof lineView>;
export const linePage = v.object({
  lines: v.array(lineView),
  nextPageToken: v.optional(v.string()),
  /** Of a list that is not turned: there are others. */
  more: v.optional(v.literal(true)),
});
