import * as v from 'valibot';

export const shape = v.object({ REGISTRY_TABLE: v.string(), ROOT_SECRET_ARN: v.string() });
export type Env = v.InferOutput<typeof shape>;
