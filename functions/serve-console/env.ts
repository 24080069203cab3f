import * as v from 'valibot';

export const shape = v.object({
  CONSOLE_CLIENT_ID: v.string(),
  SIGN_IN_URL: v.string(),
  /** Sandboxes that stand beside the installation, and where each is turned: JSON, `[{"sandbox", "control"}]`. */
  SANDBOXES: v.optional(v.string(), '[]'),
});
export type Env = v.InferOutput<typeof shape>;
