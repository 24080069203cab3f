import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  /** Address of the WebSocket API, where there is one. */
  STREAM_URL: v.optional(v.string()),
});
export type Env = v.InferOutput<typeof shape>;
