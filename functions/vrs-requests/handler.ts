import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
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
import { atpCredentials } from '#common/vrs/atp.ts';
import { directoryService } from '#common/vrs/directory-service.ts';
import { findResponder } from '#common/vrs/find-responder.ts';
import { vrsCredentials } from '#common/vrs/vrs-credentials.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const cipher = poolCipher(keyUnwrapper());
const pools = readSerialPools(db, env.SERIALS_TABLE);
/** Of one exchange: four of them fit into the time in which the gateway wants an answer. */
const guard = outboundGuard(env.OUTBOUND);
const send = httpsSender(guard, { timeoutMs: 5_000, maxAnswerBytes: 1024 * 1024 });
const now = () => new Date();
const credentials = vrsCredentials(new SecretsManagerClient());
const directory = vrsDirectory(db, env.REGISTRY_TABLE);
const settings = vrsSettings(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE);

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
  directory,
  settings,
  settingsOf: settings.get,
  responders: findResponder({ directory, service: directoryService({ send, credentials }), now }),
  atpOf: atpCredentials({ send, credentials, now }),
  send,
  guard,
  wake: queue(env.VRS_QUEUE_URL),
  registryTable: env.REGISTRY_TABLE,
  now,
  random: Math.random,
  uuid: randomUUID,
};

export const handler = httpHandler(routes(needs), needs.registry.granted, needs.registry.tenant);
