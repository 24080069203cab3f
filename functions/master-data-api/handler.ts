import { judgePlaces } from '#common/channels/judge-places.ts';
import { httpHandler, type Routes } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { writtenAddress } from '#common/send/written-address.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { documentClient } from '#common/store/document-client.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { tenants } from '#common/store/tenants.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { uses } from '#common/store/uses.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { isProfileOf } from '#shared/regimes/demanded-codes.ts';
import { shape } from './env.ts';
import { masterDataRoutes } from './routes.ts';
import { putTenant, showTenant } from './tenant.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  tenants: tenants(db, env.REGISTRY_TABLE),
  prefixes: companyPrefixes(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  members: members(db, env.REGISTRY_TABLE),
  identities: networkIdentities(db, env.REGISTRY_TABLE),
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  used: usedCredentials(db, env.REGISTRY_TABLE),
  uses: uses(db, {
    registry: env.REGISTRY_TABLE,
    serials: env.SERIALS_TABLE,
    ledger: env.LEDGER_TABLE,
    deliveries: env.DELIVERIES_TABLE,
  }),
  kinds: kindsWith(isProfileOf, judgePlaces(writtenAddress(env.OUTBOUND))),
  root: rootSecret(env.ROOT_SECRET_ARN),
  now: () => new Date(),
};

const routes: Routes = {
  'GET /api/tenant': { permission: 'registry:read', endpoint: showTenant(needs) },
  'PUT /api/tenant': { permission: 'registry:write', endpoint: putTenant(needs) },
  ...masterDataRoutes(needs),
};

export const handler = httpHandler(routes, needs.registry.granted);
