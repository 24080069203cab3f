import { httpHandler, type Routes } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { documentClient } from '#common/store/document-client.ts';
import { masterData } from '#common/store/master-data.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { endIdentity } from './end-identity.ts';
import { endSshKey } from './end-ssh-key.ts';
import { shape } from './env.ts';
import { makeIdentity } from './make-identity.ts';
import { makeSshKey } from './make-ssh-key.ts';
import { showIdentity } from './show-identity.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const tenants = registry(db, env.REGISTRY_TABLE);
const root = rootSecret(env.ROOT_SECRET_ARN);
const needs = {
  master: masterData(db, env.REGISTRY_TABLE),
  credentials: partnerCredentials(db, env.REGISTRY_TABLE, root),
  identities: networkIdentities(db, env.REGISTRY_TABLE),
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  registry: tenants,
  root,
  publicUrl: env.PUBLIC_URL,
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
};

const routes: Routes = {
  'GET /api/network/identity': { permission: 'registry:read', endpoint: showIdentity(needs) },
  'POST /api/network/identity': { permission: 'registry:write', endpoint: makeIdentity(needs) },
  'DELETE /api/network/identity/{generation}': { permission: 'registry:write', endpoint: endIdentity(needs) },
  'PUT /api/network/identity/ssh/{generation}': { permission: 'registry:write', endpoint: makeSshKey(needs) },
  'DELETE /api/network/identity/ssh/{generation}': { permission: 'registry:write', endpoint: endSshKey(needs) },
};

export const handler = httpHandler(routes, tenants.granted, tenants.tenant);
