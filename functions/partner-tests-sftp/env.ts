import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
