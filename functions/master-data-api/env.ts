import * as v from 'valibot';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
  /** Which addresses may be sent to: `loopback` where one machine hosts both ends. */
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferOutput<typeof shape>;
