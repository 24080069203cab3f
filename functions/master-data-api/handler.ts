import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { documentClient } from '#common/store/document-client.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { shape } from './env.ts';
import { listGrants, putGrant } from './grants.ts';
import { listPartners, putPartner } from './partners.ts';
import { putPool, showPool } from './pools.ts';
import { listProducts, putProduct } from './products.ts';
import { putTenant, showTenant } from './tenant.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  pools: serialPools(db, env.SERIALS_TABLE),
  root: rootSecret(env.ROOT_SECRET_ARN),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /api/tenant': { permission: 'registry:read', endpoint: showTenant(needs) },
    'PUT /api/tenant': { permission: 'registry:write', endpoint: putTenant(needs) },
    'GET /api/products': { permission: 'registry:read', endpoint: listProducts(needs) },
    'PUT /api/products/{gtin}': { permission: 'registry:write', endpoint: putProduct(needs) },
    'GET /api/partners': { permission: 'registry:read', endpoint: listPartners(needs) },
    'PUT /api/partners/{partner}': { permission: 'registry:write', endpoint: putPartner(needs) },
    'GET /api/grants': { permission: 'registry:read', endpoint: listGrants(needs) },
    'PUT /api/grants/{grantee}': { permission: 'grants:write', endpoint: putGrant(needs) },
    'GET /api/pools/{pool}': { permission: 'registry:read', endpoint: showPool(needs) },
    'PUT /api/pools/{pool}': { permission: 'registry:write', endpoint: putPool(needs) },
  },
  needs.registry.granted,
);
