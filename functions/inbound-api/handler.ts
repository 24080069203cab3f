import { S3Client } from '@aws-sdk/client-s3';
import { httpHandler } from '#common/http.ts';
import { mayPartner } from '#common/may-partner.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { masterData } from '#common/store/master-data.ts';
import { downloadUrls } from '#common/store/object-writer.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerMailbox } from '#common/store/partner-mailbox.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { inboundRoutes } from './inbound-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const s3 = new S3Client();
const needs = {
  inbound: inboundDocuments(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  master: masterData(db, env.REGISTRY_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  mailbox: partnerMailbox(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(s3, env.DOCUMENTS_BUCKET),
  urlOf: downloadUrls(env.DOCUMENTS_BUCKET, s3),
  wake: queue(env.INBOUND_QUEUE_URL),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
};

export const handler = httpHandler(inboundRoutes(needs), needs.registry.granted, needs.registry.tenant);
