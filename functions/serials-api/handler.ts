import { blockFigures } from '#common/block-figures.ts';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { refills } from '#common/store/refills.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { countUsed } from '#common/store/used-counters.ts';
import { shape } from './env.ts';
import { showCode } from './show-code.ts';
import { listRefills, retryRefill, showRefill } from './show-refills.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = serialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  pools,
  placesOf: epcPlaces(pools, cipher),
  blocks: serialBlocks(db, env.SERIALS_TABLE),
  figures: blockFigures(countUsed(db, env.LEDGER_TABLE)),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  refills: refills(db, env.DELIVERIES_TABLE),
  audit: (tenant: string, entry: NewEntry) => auditPut(env.REGISTRY_TABLE, tenant, entry),
  wakeRefill: queue(env.REFILL_QUEUE_URL),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'GET /api/serials/{code+}': { permission: 'pools:read', endpoint: showCode(needs), narrows: true, anyLength: true },
    'GET /api/refills': { permission: 'pools:read', endpoint: listRefills(needs), narrows: true },
    'GET /api/refills/{refillId}': { permission: 'pools:read', endpoint: showRefill(needs), narrows: true },
    'POST /api/refills/{refillId}/retry': { permission: 'pools:write', endpoint: retryRefill(needs), narrows: true },
  },
  registry(db, env.REGISTRY_TABLE).granted,
);
