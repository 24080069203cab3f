import { randomUUID } from 'node:crypto';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { shape } from './env.ts';
import { checkConnectivity, verifyPack } from './verify-pack.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const cipher = poolCipher(keyUnwrapper());
const pools = serialPools(db, env.SERIALS_TABLE);
const needs = {
  registry: registry(db, env.REGISTRY_TABLE),
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  recalls: recalls(db, env.REGISTRY_TABLE),
  placesOf: epcPlaces(pools, cipher),
  now: () => new Date(),
  uuid: randomUUID,
};

export const handler = httpHandler(
  {
    'GET /vrs/verify/gtin/{gtin}/lot/{lot}/ser/{serial}': { permission: 'packs:verify', endpoint: verifyPack(needs) },
    'GET /vrs/checkConnectivity': { permission: 'packs:verify', endpoint: checkConnectivity(needs) },
  },
  needs.registry.granted,
);
