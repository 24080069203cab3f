import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { batchHandler } from '#common/batch.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { regulatorCredentials } from '#common/regulator-access/regulator-credentials.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { runDelivery } from '#common/run-delivery.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { knownEvents } from '#common/store/known-events.ts';
import { knownLots } from '#common/store/known-lots.ts';
import { marketWithdrawals } from '#common/store/market-withdrawals.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { regulatorAccesses } from '#common/store/regulator-accesses.ts';
import { releases } from '#common/store/releases.ts';
import { toldPacks } from '#common/store/told-packs.ts';
import { turnRows } from '#common/store/turns.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { packingBehind } from './packing-behind.ts';
import { sendReport } from './send-report.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  pools,
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  turns: turnRows(db, env.DELIVERIES_TABLE),
  limits: env.REGULATOR_LIMITS,
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  registry: registry(db, env.REGISTRY_TABLE),
  releases: releases(db, env.DELIVERIES_TABLE),
  withdrawals: marketWithdrawals(db, env.REGISTRY_TABLE),
  lots: knownLots(db, env.REGISTRY_TABLE),
  ledger: knownEvents(db, env.LEDGER_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  told: toldPacks(db, env.DELIVERIES_TABLE),
  send: httpsSender(outboundGuard(env.OUTBOUND)),
  wake: queue(env.REGULATOR_QUEUE_URL),
  accesses: regulatorAccesses(db, env.REGISTRY_TABLE),
  credentials: regulatorCredentials(new SecretsManagerClient()),
  tokens: keptTokens(),
  baseUrls: env.REGULATOR_URLS,
  now: () => new Date(),
  random: Math.random,
  pause: (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms)),
};

// A refused message names no delivery that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(
  deliveryQueueMessage,
  runDelivery({ ...needs, behind: packingBehind(needs) }, 'acknowledged', sendReport(needs)),
  forget,
);
