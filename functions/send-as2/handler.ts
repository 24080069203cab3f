import { S3Client } from '@aws-sdk/client-s3';
import { as2IdentityOf } from '#common/as2/own-identity.ts';
import { batchHandler } from '#common/batch.ts';
import { carryFor } from '#common/channels/at-the-door.ts';
import { mayPartner, seePartner } from '#common/may-partner.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { as2Owed } from '#common/store/as2-owed.ts';
import { as2Sent } from '#common/store/as2-sent.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { networkIdentities } from '#common/store/network-identities.ts';
import { onboardings } from '#common/store/onboardings.ts';
import { partnerHealths } from '#common/store/partner-healths.ts';
import { partnerLine } from '#common/store/partner-line.ts';
import { partnerStandings } from '#common/store/partner-standings.ts';
import { registry } from '#common/store/registry.ts';
import { waitingDeliveries } from '#common/store/waiting-deliveries.ts';
import { as2Message } from '#shared/messages/queue-messages.ts';
import { carryAs2 } from './carry-as2.ts';
import { shape } from './env.ts';
import { takeAs2 } from './take-as2.ts';
import { tellReceipt } from './tell-receipt.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const identities = networkIdentities(db, env.REGISTRY_TABLE);
const guard = outboundGuard(env.OUTBOUND);

/** A partner's system decrypts and verifies before it answers. */
const limits = { timeoutMs: 60_000, maxAnswerBytes: 1024 * 1024 };

const needs = {
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  healths: partnerHealths(db, env.DELIVERIES_TABLE),
  line: partnerLine(db, env.DELIVERIES_TABLE),
  waiting: waitingDeliveries(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  see: seePartner(partnerStandings(db, env.REGISTRY_TABLE)),
  may: mayPartner(onboardings(db, env.REGISTRY_TABLE)),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  sent: as2Sent(db, env.DELIVERIES_TABLE),
  owed: as2Owed(db, env.DELIVERIES_TABLE),
  identityOf: as2IdentityOf({ identities, root: rootSecret(env.ROOT_SECRET_ARN) }),
  receiptUrl: env.PUBLIC_URL === '' ? '' : `${env.PUBLIC_URL}/as2`,
  guard,
  send: httpsSender(guard, limits),
  carriers: { partner: queue(env.PARTNER_QUEUE_URL), sftp: queue(env.SFTP_QUEUE_URL) },
  wake: queue(env.AS2_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

const take = takeAs2(carryFor(needs, 'as2', carryAs2({ ...needs, withinMs: limits.timeoutMs })), tellReceipt(needs));

export const handler = batchHandler(as2Message, take, forget);
