import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
