import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { audit } from '#common/store/audit.ts';
import { documentClient } from '#common/store/document-client.ts';
import { grants } from '#common/store/grants.ts';
import { members } from '#common/store/members.ts';
import { limitsOfTenants } from '#common/store/tenant-limits.ts';
import { userPool } from '#common/user-pool.ts';
import { shape } from './env.ts';
import { type Needs, routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs: Needs = {
  members: members(db, env.REGISTRY_TABLE),
  audit: audit(db, env.REGISTRY_TABLE),
  limits: limitsOfTenants(db, env.RATE_LIMITS_TABLE),
  pool: userPool(env.USER_POOL_ID),
  now: () => new Date(),
};

export const handler = httpHandler(routes(needs), grants(db, env.REGISTRY_TABLE).granted);
