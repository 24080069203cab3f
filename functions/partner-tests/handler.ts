import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { httpHandler } from '#common/http.ts';
import { writeByMapping } from '#common/mapping/write-by-mapping.ts';
import { PROBE_MS } from '#common/onboarding/test-connection.ts';
import { readEnv } from '#common/read-env.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { documentClient } from '#common/store/document-client.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { testOpeners } from './openers.ts';
import { testRoutes } from './test-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const guard = outboundGuard(env.OUTBOUND);
const now = () => new Date();
const tenants = registry(db, env.REGISTRY_TABLE);
const open = testOpeners({
  guard,
  // A whole test, its questions included, has less time than the gateway waits.
  send: httpsSender(guard, { timeoutMs: PROBE_MS, maxAnswerBytes: 1024 * 1024 }),
  tokens: keptTokens(),
  partnerCredentials: { open: partnerCredentials(db, env.REGISTRY_TABLE, root).openTried },
  identityOf: as2IdentityOf({ identities: networkIdentities(db, env.REGISTRY_TABLE), root }),
  root,
  now,
});
const needs = {
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  registry: tenants,
  write: writeByMapping({ mappings: mappings(db, env.REGISTRY_TABLE), registry: tenants, now }),
  open,
  now,
};

export const handler = httpHandler(testRoutes(needs), tenants.granted);
