import { S3Client } from '@aws-sdk/client-s3';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { keepReceipt } from '#common/inbound/keep-receipt.ts';
import { mayPartner } from '#common/may-partner.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { as2Invited } from '#common/store/as2-invited.ts';
import { as2Owed } from '#common/store/as2-owed.ts';
import { as2Sent } from '#common/store/as2-sent.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { hastenSent } from '#common/store/hasten-sent.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { mappings } from '#common/store/mappings.ts';
import { masterData } from '#common/store/master-data.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { registry } from '#common/store/registry.ts';
import { as2Handler } from './as2-handler.ts';
import { shape } from './env.ts';
import { receiveAs2 } from './receive-as2.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const identities = networkIdentities(db, env.REGISTRY_TABLE);
const evidence = evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET);
const partnerships = onboardings(db, env.REGISTRY_TABLE);
const inbound = inboundDocuments(db, env.DELIVERIES_TABLE);

const needs = {
  identities,
  identityOf: as2IdentityOf({ identities, root: rootSecret(env.ROOT_SECRET_ARN) }),
  registry: registry(db, env.REGISTRY_TABLE),
  may: mayPartner(partnerships),
  onboardings: partnerships,
  invitedAs: as2Invited(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  mappings: mappings(db, env.REGISTRY_TABLE),
  keep: keepInbound({ inbound, evidence, wake: queue(env.INBOUND_QUEUE_URL) }),
  keepReceipt: keepReceipt({ inbound, evidence }),
  evidence,
  owed: as2Owed(db, env.DELIVERIES_TABLE),
  sent: as2Sent(db, env.DELIVERIES_TABLE),
  hasten: (tenant: string, deliveryId: string, at: Date) =>
    hastenSent({ db, table: env.DELIVERIES_TABLE }, tenant, deliveryId, at),
  guard: outboundGuard(env.OUTBOUND),
  wake: queue(env.AS2_QUEUE_URL),
  now: () => new Date(),
};

export const handler = as2Handler(receiveAs2(needs));
