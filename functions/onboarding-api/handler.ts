import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { grants } from '#common/store/grants.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { members } from '#common/store/members.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { registry } from '#common/store/registry.ts';
import { usedCredentials } from '#common/store/used-credentials.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { shape } from './env.ts';
import { onboardingRoutes } from './onboarding-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  onboardings: onboardings(db, env.REGISTRY_TABLE),
  mappings: mappings(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  members: members(db, env.REGISTRY_TABLE),
  identities: networkIdentities(db, env.REGISTRY_TABLE),
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  line: partnerLine(db, env.DELIVERIES_TABLE),
  waiting: waitingDeliveries(db, env.DELIVERIES_TABLE),
  wake: queue(env.PARTNER_QUEUE_URL),
  used: usedCredentials(db, env.REGISTRY_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(onboardingRoutes(needs), grants(db, env.REGISTRY_TABLE).granted);
