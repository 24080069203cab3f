import { S3Client } from '@aws-sdk/client-s3';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { dscsaSettings } from '#common/store/dscsa-settings.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { vocabulary } from '#common/store/vocabulary.ts';
import { dscsaMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { runCase } from './run-case.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  cases: dscsaCases(db, env.DELIVERIES_TABLE),
  settingsOf: dscsaSettings(db, env.REGISTRY_TABLE).get,
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  vocabulary: vocabulary(db, env.REGISTRY_TABLE),
  send: httpsSender(outboundGuard(env.OUTBOUND), { timeoutMs: 20_000, maxAnswerBytes: 1024 * 1024 }),
  root: rootSecret(env.ROOT_SECRET_ARN),
  wake: queue(env.DSCSA_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();
const run = runCase(needs);

export const handler = batchHandler(dscsaMessage, (message) => run(message.tenant, message.case), forget);
