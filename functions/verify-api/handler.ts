import { randomUUID } from 'node:crypto';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { isWithheldBy } from '#common/dscsa/is-withheld.ts';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dscsaCases } from '#common/store/dscsa-cases.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { ledger } from '#common/store/ledger.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { suspectPacks } from '#common/store/suspect-packs.ts';
import { getSettings } from '#common/store/vrs-settings.ts';
import { atpCredentials } from '#common/vrs/atp.ts';
import { vrsCredentials } from '#common/vrs/vrs-credentials.ts';
import { shape } from './env.ts';
import { checkConnectivity, verifyPack } from './verify-pack.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const cipher = poolCipher(keyUnwrapper());
const pools = readSerialPools(db, env.SERIALS_TABLE);
/** For keys and status lists of issuers: who asks waits for three seconds at most. */
const send = httpsSender(outboundGuard(env.OUTBOUND), { timeoutMs: 1_500, maxAnswerBytes: 4 * 1024 * 1024 });
const now = () => new Date();
const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  recalls: recalls(db, env.REGISTRY_TABLE),
  placesOf: epcPlaces(pools, cipher),
  isWithheld: isWithheldBy({
    suspectPacks: suspectPacks(db, env.DELIVERIES_TABLE),
    cases: dscsaCases(db, env.DELIVERIES_TABLE),
  }),
  exceptions: exceptions(db, env.DELIVERIES_TABLE),
  settingsOf: (tenant: string) => getSettings(db, env.REGISTRY_TABLE, tenant),
  atpOf: atpCredentials({ send, credentials: vrsCredentials(new SecretsManagerClient()), now }),
  now,
  uuid: randomUUID,
};

export const handler = httpHandler(
  {
    'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': { permission: 'packs:verify', endpoint: verifyPack(needs) },
    'GET /vrs/checkConnectivity': { permission: 'packs:verify', endpoint: checkConnectivity(needs) },
  },
  needs.registry.granted,
);
