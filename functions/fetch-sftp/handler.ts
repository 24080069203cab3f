import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { keepInbound } from '#common/inbound/keep-inbound.ts';
import { mayPartner } from '#common/may-partner.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { fetches } from '#common/store/fetches.ts';
import { inboundDocuments } from '#common/store/inbound-documents.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { sftpFetchMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { fetchFiles } from './fetch-files.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const inbound = inboundDocuments(db, env.DELIVERIES_TABLE);
const evidence = evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET);
const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  fetches: fetches(db, env.DELIVERIES_TABLE),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  credentials: partnerCredentials(db, env.REGISTRY_TABLE, root),
  guard: sftpGuard(env.OUTBOUND),
  root,
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  inbound,
  keep: keepInbound({ inbound, evidence, wake: queue(env.INBOUND_QUEUE_URL) }),
  wake: queue(env.SFTP_FETCH_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(sftpFetchMessage, fetchFiles(needs), forget);
