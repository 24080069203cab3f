import * as v from 'valibot';

/** What a function needs that reaches out to a partner before it is in force, by whichever channel. */
export const testsEnv = v.object({
  REGISTRY_TABLE: v.string(),
  ROOT_SECRET_ARN: v.string(),
  OUTBOUND: v.pipe(v.string(), v.regex(/^(public|loopback)$/, 'must be public or loopback')),
});
