import * as v from 'valibot';
import { count } from './log.ts';
import { type RateLimiter, rateLimiter } from './rate-limit.ts';
import { documentClient } from './store/document-client.ts';
import { rateBuckets } from './store/rate-buckets.ts';
import { limitsOfTenants } from './store/tenant-limits.ts';

const number = v.pipe(v.string(), v.regex(/^[1-9]\d{0,6}$/), v.transform(Number));
/** Set for every function behind a route (`infra/constructs/limit-calls.ts`). */
const shape = v.object({ RATE_LIMITS_TABLE: v.string(), TENANT_RATE: number, TENANT_BURST: number });

/** The limiter of a deployed function; none where the environment names no table. */
export function rateLimitOfEnvironment(env: NodeJS.ProcessEnv): RateLimiter | undefined {
  if (env['RATE_LIMITS_TABLE'] === undefined) return undefined;
  const { RATE_LIMITS_TABLE: table, TENANT_RATE: rate, TENANT_BURST: burst } = v.parse(shape, env);
  // Asked once: what does not answer is done without.
  const db = documentClient({ maxAttempts: 1 });
  return rateLimiter({
    buckets: rateBuckets(db, table),
    limits: limitsOfTenants(db, table),
    usual: { rate, burst },
    unknown: (tenant, error) => count('rate-limit-unknown', 'RateLimitUnknown', { tenant, error: String(error) }),
    now: Date.now,
  });
}
