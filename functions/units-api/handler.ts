import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lots } from '#common/store/lots.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { recalls } from '#common/store/recalls.ts';
import { registry } from '#common/store/registry.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { shape } from './env.ts';
import { listLotUnits } from './list-lot-units.ts';
import { showContents } from './show-contents.ts';
import { showDistributionMap } from './show-distribution-map.ts';
import { showHistory } from './show-history.ts';
import { showParents } from './show-parents.ts';
import { showUnit } from './show-unit.ts';
import { summarizeLot } from './summarize-lot.ts';
import { unitViews } from './unit-views.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const needs = {
  ledger: ledger(db, env.LEDGER_TABLE, pools, cipher),
  unitEvents: unitEvents(db, env.LEDGER_TABLE, pools, cipher),
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  recalls: recalls(db, env.REGISTRY_TABLE),
  placesOf: epcPlaces(pools, cipher),
  registry: registry(db, env.REGISTRY_TABLE),
  now: () => new Date(),
};
const views = unitViews({
  unit: showUnit(needs),
  history: showHistory(needs),
  parents: showParents(needs),
  contents: showContents(needs),
});

export const handler = httpHandler(
  {
    'GET /api/units/{epc+}': { permission: 'events:query', endpoint: views },
    'GET /api/lots/{lot}/units': { permission: 'events:query', narrows: true, endpoint: listLotUnits(needs) },
    'GET /api/lots/{lot}/summary': { permission: 'events:query', narrows: true, endpoint: summarizeLot(needs) },
    'GET /api/lots/{lot}/distribution-map': {
      permission: 'events:query',
      narrows: true,
      endpoint: showDistributionMap(needs),
    },
  },
  needs.registry.granted,
);
