import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  INBOUND_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
