import * as v from 'valibot';

export const shape = v.object({ DELIVERIES_TABLE: v.string() });
export type Env = v.InferOutput<typeof shape>;
