import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  /** Its own: a job that takes longer than one run wakes itself. */
  CAPTURE_QUEUE_URL: v.string(),
  JUDGE_QUEUE_URL: v.string(),
  PLAN_QUEUE_URL: v.string(),
  SUBSCRIPTION_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
