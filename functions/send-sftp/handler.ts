import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { carryFor } from '#common/channels/at-the-door.ts';
import { seePartner } from '#common/may-partner.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { sftpGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerStandings } from '#common/store/partner-standings.ts';
import { registry } from '#common/store/registry.ts';
import { sshKeys } from '#common/store/ssh-keys.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { sendSftp } from './send-sftp.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const needs = {
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  healths: partnerHealths(db, env.DELIVERIES_TABLE),
  line: partnerLine(db, env.DELIVERIES_TABLE),
  waiting: waitingDeliveries(db, env.DELIVERIES_TABLE),
  see: seePartner(partnerStandings(db, env.REGISTRY_TABLE)),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  registry: registry(db, env.REGISTRY_TABLE),
  credentials: partnerCredentials(db, env.REGISTRY_TABLE, root),
  guard: sftpGuard(env.OUTBOUND),
  root,
  sshKeys: sshKeys(db, env.REGISTRY_TABLE),
  carriers: { partner: queue(env.PARTNER_QUEUE_URL), as2: queue(env.AS2_QUEUE_URL) },
  wake: queue(env.SFTP_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
};

/** 50 MB at 1 MB/s, from the connection to the name; shorter than the function may run (`infra/stacks/sftp.ts`). */
const WITHIN_MS = 100_000;

// A refused message names no delivery that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(
  deliveryQueueMessage,
  carryFor(needs, 'sftp', sendSftp({ ...needs, withinMs: WITHIN_MS })),
  forget,
);
