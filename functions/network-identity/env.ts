import * as v from 'valibot';

export const shape = v.object({
  REGISTRY_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
  /** Base URL of the API as partners reach it, without a slash at the end; empty where it is not known. */
  PUBLIC_URL: v.string(),
});
export type Env = v.InferOutput<typeof shape>;
