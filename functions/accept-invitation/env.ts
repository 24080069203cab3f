import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  RATE_LIMITS_TABLE: v.string(),
  USER_POOL_ID: v.string(),
  /** Base of `/oauth2/token`. */
  SIGN_IN_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
