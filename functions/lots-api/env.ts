import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  PLAN_QUEUE_URL: v.string(),
  CAPTURE_QUEUE_URL: v.string(),
  PARTNER_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
