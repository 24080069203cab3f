import * as v from 'valibot';

const some = (fallback: number) => v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), fallback);

/** What a line puts up with. Counts are of units, times are milliseconds. */
export const limits = v.object({
  /** ISO/IEC 15415 style grade, 0 to 4, below which a readable code is rejected. */
  gradeThreshold: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4)), 1.5),
  /** Labels that may be printed ahead of the camera: each one is lost when the line stops. */
  lookAhead: some(4),
  /** Units that may be on their way between printer and gate. */
  inZone: some(64),
  /** Rejects in a row that stop the line. */
  consecutiveRejects: some(10),
  /** Judged packs looked back over for a reason that takes a growing share of the rejects, and for sinking grades. */
  trendWindow: some(200),
  /** Share of one reason in them of which people are warned. */
  trendShare: v.optional(v.pipe(v.number(), v.minValue(0.001), v.maxValue(1)), 0.05),
  /** How far the mean grade may sink below what it was after the start before people are warned. */
  gradeDrop: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(4)), 0.5),
  /** Codes of a neighbour in a row that mean the printer's buffer has slipped. */
  slipped: some(2),
  /** Silence of camera and gate, with units on their way, that stops the line. */
  silenceMs: some(10_000),
  /** How long the gate may take to tell the fates of a zone that was run empty. */
  settleMs: some(3_000),
  /** How long a state may wait for a device before people are told of it; in Stopping, before the line stands without it. */
  deviceMs: some(15_000),
  /** How long a container may take from its labelling to the fixed scanner. */
  labelMs: some(60_000),
  /** How often the machine's own signals are looked at. */
  watchMs: some(500),
  /** Units a minute that the line is made for; effectiveness is not known without it. */
  designSpeed: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(10_000))),
});
export type Limits = v.InferOutput<typeof limits>;
