import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  AS2_QUEUE_URL: v.string(),
  INBOUND_QUEUE_URL: v.string(),
  ROOT_SECRET_ARN: v.string(),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
