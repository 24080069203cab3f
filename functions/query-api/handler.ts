import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { documentClient } from '#common/store/document-client.ts';
import { ledger } from '#common/store/ledger.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { shape } from './env.ts';
import { queryEvents } from './query-events.ts';
import { showUnit } from './show-unit.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = serialPools(db, env.SERIALS_TABLE);
const needs = {
  ledger: ledger(db, env.LEDGER_TABLE, pools, poolCipher(rootSecret(env.ROOT_SECRET_ARN))),
  registry: registry(db, env.REGISTRY_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /epcis/events': { permission: 'events:query', endpoint: queryEvents(needs) },
    'GET /api/units/{epc+}': { permission: 'events:query', endpoint: showUnit(needs) },
  },
  needs.registry.granted,
);
