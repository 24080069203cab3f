import * as v from 'valibot';

/** What goes wrong with some requests of a sandbox, as it was wished. */
export const fault = v.looseObject({
  on: v.string(),
  kind: v.string(),
  from: v.optional(v.number()),
  count: v.optional(v.number()),
  rate: v.optional(v.number()),
  status: v.optional(v.number()),
  retryAfter: v.optional(v.number()),
  ms: v.optional(v.number()),
});
export type Fault = v.InferOutput<typeof fault>;

/** What a sandbox says of itself: what may be turned, what it plays at which operation, and how it is turned now. */
export const turned = v.object({
  takes: v.array(v.string()),
  plays: v.record(v.string(), v.array(v.string())),
  aheadSeconds: v.optional(v.number()),
  delayMs: v.optional(v.number()),
  faults: v.array(fault),
  seed: v.number(),
});
export type Turned = v.InferOutput<typeof turned>;
