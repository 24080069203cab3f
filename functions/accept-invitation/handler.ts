import { openEndpoint } from '#common/open-endpoint.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { members } from '#common/store/members.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { rateBuckets } from '#common/store/rate-buckets.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { userPool } from '#common/user-pool.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);
const db = documentClient();

export const handler = openEndpoint(
  acceptInvitation({
    onboardings: onboardings(db, env.REGISTRY_TABLE),
    members: members(db, env.REGISTRY_TABLE),
    limits: limitsOfTenants(db, env.RATE_LIMITS_TABLE),
    buckets: rateBuckets(documentClient({ maxAttempts: 1 }), env.RATE_LIMITS_TABLE),
    pool: userPool(env.USER_POOL_ID),
    signInUrl: env.SIGN_IN_URL,
    now: () => new Date(),
  }),
);
