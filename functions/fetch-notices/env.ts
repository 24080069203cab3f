import * as v from 'valibot';
import { limitsMember } from '#common/limits-of-environment.ts';

export const shape = v.object({
  SERIALS_TABLE: v.string(),
  LEDGER_TABLE: v.string(),
  REGISTRY_TABLE: v.string(),
  DELIVERIES_TABLE: v.string(),
  DOCUMENTS_BUCKET: v.string(),
  NOTICE_QUEUE_URL: v.string(),
  REGULATOR_LIMITS: limitsMember,
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
export type Env = v.InferInput<typeof shape>;
