import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { sendShipment } from './send-shipment.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const root = rootSecret(env.ROOT_SECRET_ARN);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  send: httpsSender(outboundGuard(env.OUTBOUND)),
  wake: queue(env.PARTNER_QUEUE_URL),
  root,
  now: () => new Date(),
  random: Math.random,
};

// A refused message names no delivery that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(deliveryQueueMessage, runDelivery(needs, 'delivered', sendShipment(needs)), forget);
