import * as v from 'valibot';

/** One step of a test of the connection, as the channel told it. */
export const probeStep = v.object({
  step: v.string(),
  ok: v.boolean(),
  detail: v.string(),
  /** Of one that failed: what to do. */
  remedy: v.exactOptional(v.string()),
});
export type ProbeStep = v.InferOutput<typeof probeStep>;
