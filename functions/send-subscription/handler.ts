import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { connectionCloser, postToConnection } from '#common/send/connection.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { inbox } from '#common/store/inbox.ts';
import { ledger } from '#common/store/ledger.ts';
import { members } from '#common/store/members.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { subscriptionRuns } from '#common/store/subscription-runs.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { subscriptionQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { runSubscription } from './run-subscription.ts';
import { streamChannel } from './stream-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const root = rootSecret(env.ROOT_SECRET_ARN);
const now = () => new Date();
const needs = {
  subscriptions: subscriptions(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  runs: subscriptionRuns(db, env.DELIVERIES_TABLE),
  inbox: inbox(db, env.DELIVERIES_TABLE),
  namedQueries: namedQueries(db, env.REGISTRY_TABLE),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, readSerialPools(db, env.SERIALS_TABLE), poolCipher(keyUnwrapper())),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  channels: {
    webhook: webhookChannel({ send: httpsSender(outboundGuard(env.OUTBOUND)), root, now }),
    stream: streamChannel({ post: postToConnection(env.STREAM_URL), now }),
  },
  granted: registry(db, env.REGISTRY_TABLE).granted,
  members: members(db, env.REGISTRY_TABLE),
  close: connectionCloser(env.STREAM_URL),
  wake: queue(env.SUBSCRIPTION_QUEUE_URL),
  now,
  random: Math.random,
};

// A refused message names no subscription that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(subscriptionQueueMessage, runSubscription(needs), forget);
