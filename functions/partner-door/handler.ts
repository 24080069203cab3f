import { judgePlaces } from '#common/channels/judge-places.ts';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { writtenAddress } from '#common/send/written-address.ts';
import { documentClient } from '#common/store/document-client.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardingFiles } from '#common/store/onboarding-files.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { shape } from './env.ts';
import { partnerRoutes } from './partner-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const tenants = registry(db, env.REGISTRY_TABLE);
const needs = {
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  members: members(db, env.REGISTRY_TABLE),
  registry: tenants,
  mappings: mappings(db, env.REGISTRY_TABLE),
  identities: networkIdentities(db, env.REGISTRY_TABLE),
  credentials: partnerCredentials(db, env.REGISTRY_TABLE, root),
  placesOf: judgePlaces(writtenAddress(env.OUTBOUND)),
  files: onboardingFiles(db, env.REGISTRY_TABLE),
  registryTable: env.REGISTRY_TABLE,
  root,
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(partnerRoutes(needs), tenants.granted);
