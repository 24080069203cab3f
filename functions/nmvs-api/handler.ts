import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { httpHandler } from '#common/http.ts';
import { nmvsCredentials } from '#common/nmvs/nmvs-credentials.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { foreignUnits } from '#common/store/foreign-units.ts';
import { lots } from '#common/store/lots.ts';
import { marketWithdrawals } from '#common/store/market-withdrawals.ts';
import { nmvsAccesses } from '#common/store/nmvs-accesses.ts';
import { nmvsAlerts } from '#common/store/nmvs-alerts.ts';
import { nmvsPacks } from '#common/store/nmvs-packs.ts';
import { nmvsTransactions } from '#common/store/nmvs-transactions.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { turnRows } from '#common/store/turns.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const known = registry(db, env.REGISTRY_TABLE);
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());

/** Of one exchange: three of them fit into the time in which the gateway wants an answer. */
const limits = { timeoutMs: 7_000, maxAnswerBytes: 1024 * 1024 };

const needs = {
  accesses: nmvsAccesses(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  transactions: nmvsTransactions(db, env.DELIVERIES_TABLE),
  packs: nmvsPacks(db, env.DELIVERIES_TABLE),
  registry: known,
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  placesOf: epcPlaces(pools, cipher),
  foreign: foreignUnits(db, env.LEDGER_TABLE),
  withdrawals: marketWithdrawals(db, env.REGISTRY_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE),
  turns: turnRows(db, env.DELIVERIES_TABLE),
  limits: env.REGULATOR_LIMITS,
  alerts: nmvsAlerts(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  credentials: nmvsCredentials(new SecretsManagerClient()),
  send: httpsSender(outboundGuard(env.OUTBOUND), limits),
  wake: queue(env.NMVS_QUEUE_URL),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
  random: Math.random,
  pause: (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms)),
};

export const handler = httpHandler(routes(needs), known.granted, known.tenant);
