import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { batchHandler } from '#common/batch.ts';
import { nmvsCredentials } from '#common/nmvs/nmvs-credentials.ts';
import { runTransaction } from '#common/nmvs/run-transaction.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { foreignUnits } from '#common/store/foreign-units.ts';
import { marketWithdrawals } from '#common/store/market-withdrawals.ts';
import { nmvsAccesses } from '#common/store/nmvs-accesses.ts';
import { nmvsAlerts } from '#common/store/nmvs-alerts.ts';
import { nmvsFetches } from '#common/store/nmvs-fetches.ts';
import { nmvsPacks } from '#common/store/nmvs-packs.ts';
import { nmvsPending } from '#common/store/nmvs-pending.ts';
import { nmvsTransactions } from '#common/store/nmvs-transactions.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { turnRows } from '#common/store/turns.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { nmvsMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { fetchAlerts } from './fetch-alerts.ts';
import { takeNmvs } from './take-nmvs.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());

/** A bulk of 100,000 packs goes out as 5 MB and comes back as 20. */
const limits = { timeoutMs: 60_000, maxAnswerBytes: 64 * 1024 * 1024 };

const needs = {
  accesses: nmvsAccesses(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  transactions: nmvsTransactions(db, env.DELIVERIES_TABLE),
  packs: nmvsPacks(db, env.DELIVERIES_TABLE),
  turns: turnRows(db, env.DELIVERIES_TABLE),
  limits: env.REGULATOR_LIMITS,
  alerts: nmvsAlerts(db, env.DELIVERIES_TABLE),
  pending: nmvsPending(db, env.DELIVERIES_TABLE),
  fetches: nmvsFetches(db, env.DELIVERIES_TABLE),
  deliveries: deliveries(db, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  placesOf: epcPlaces(pools, cipher),
  foreign: foreignUnits(db, env.LEDGER_TABLE),
  withdrawals: marketWithdrawals(db, env.REGISTRY_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  credentials: nmvsCredentials(new SecretsManagerClient()),
  send: httpsSender(outboundGuard(env.OUTBOUND), limits),
  wake: queue(env.NMVS_QUEUE_URL),
  now: () => new Date(),
  random: Math.random,
  pause: (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms)),
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(nmvsMessage, takeNmvs(runTransaction(needs), fetchAlerts(needs)), forget);
