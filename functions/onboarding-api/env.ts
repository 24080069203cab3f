import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  /** Who waits for a partner is called when the partnership is resumed. */
  PARTNER_QUEUE_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
