import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { batchHandler } from '#common/batch.ts';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { verifications } from '#common/store/verifications.ts';
import { vrsDirectory } from '#common/store/vrs-directory.ts';
import { vrsSettings } from '#common/store/vrs-settings.ts';
import { vrsSyncs } from '#common/store/vrs-syncs.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { directoryService } from '#common/vrs/directory-service.ts';
import { fetchDirectory } from '#common/vrs/fetch-directory.ts';
import { findResponder } from '#common/vrs/find-responder.ts';
import { runVerification } from '#common/vrs/run-verification.ts';
import { vrsCredentials } from '#common/vrs/vrs-credentials.ts';
import { vrsMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';
import { takeVrs } from './take-vrs.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const cipher = poolCipher(keyUnwrapper());
const pools = readSerialPools(db, env.SERIALS_TABLE);
const send = httpsSender(outboundGuard(env.OUTBOUND), { timeoutMs: 15_000, maxAnswerBytes: 4 * 1024 * 1024 });
const now = () => new Date();
const credentials = vrsCredentials(new SecretsManagerClient());
const directory = vrsDirectory(db, env.REGISTRY_TABLE);
const service = directoryService({ send, credentials });

const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  recalls: recalls(db, env.REGISTRY_TABLE),
  placesOf: epcPlaces(pools, cipher),
  isWithheld: isWithheldBy({
    suspectPacks: suspectPacks(db, env.DELIVERIES_TABLE),
    cases: dscsaCases(db, env.DELIVERIES_TABLE),
  }),
  verifications: verifications(db, env.DELIVERIES_TABLE),
  evidence: evidenceStore(new S3Client(), env.DOCUMENTS_BUCKET),
  settingsOf: vrsSettings(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE).get,
  syncs: vrsSyncs(db, env.DELIVERIES_TABLE),
  directory,
  service,
  responders: findResponder({ directory, service, now }),
  atpOf: atpCredentials({ send, credentials, now }),
  send,
  wake: queue(env.VRS_QUEUE_URL),
  now,
  random: Math.random,
};

// A refused message names no row that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(vrsMessage, takeVrs(runVerification(needs), fetchDirectory(needs)), forget);
