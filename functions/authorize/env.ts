import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  /** Who signs tokens: the URL below which its keys are described. */
  TOKEN_ISSUER: v.pipe(v.string(), v.url()),
  /** Clients through which people come in, separated by commas. */
  PEOPLES_CLIENTS: v.pipe(v.string(), v.nonEmpty()),
});
export type Env = v.InferOutput<typeof shape>;
