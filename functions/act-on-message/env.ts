import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  /** Of who reads documents: what is not to be acted on goes back there. */
  INBOUND_QUEUE_URL: v.string(),
  PARTNER_QUEUE_URL: v.string(),
  REFILL_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
