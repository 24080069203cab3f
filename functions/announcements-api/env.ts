import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
  ANNOUNCEMENT_QUEUE_URL: v.string(),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
