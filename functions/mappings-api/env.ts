import * as v from 'valibot';

export const shape = v.object({
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
