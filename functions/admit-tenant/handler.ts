import middy from '@middy/core';
import { readEnv } from '#common/read-env.ts';
import { auditPut } from '#common/store/audit.ts';
import { documentClient } from '#common/store/document-client.ts';
import { members } from '#common/store/members.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { userPool } from '#common/user-pool.ts';
import { admitTenant } from './admit-tenant.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);
const db = documentClient();

export const handler = middy(
  admitTenant({
    members: members(db, env.REGISTRY_TABLE),
    limits: limitsOfTenants(db, env.RATE_LIMITS_TABLE),
    audit: (tenant, entry) => auditPut(env.REGISTRY_TABLE, tenant, entry),
    pool: userPool(env.USER_POOL_ID),
    now: () => new Date(),
  }),
);
