import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { listGrants } from './list-grants.ts';
import { putGrant } from './put-grant.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const store = givenGrants(db, env.REGISTRY_TABLE);
const { tenant } = registry(db, env.REGISTRY_TABLE);

export const handler = httpHandler(
  {
    'GET /api/grants': { permission: 'grants:read', endpoint: listGrants({ grants: store }) },
    'PUT /api/grants/{grantee}': {
      permission: 'grants:write',
      endpoint: putGrant({ grants: store, tenant, now: () => new Date() }),
    },
  },
  store.granted,
);
