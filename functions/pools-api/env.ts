import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  POOL_KEY_ARN: v.string(),
  IMPORT_QUEUE_URL: v.string(),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
