import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { orderMessage } from '#common/production/order-message.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { topic } from '#common/send/topic.ts';
import { commissionedCounters } from '#common/store/commissioned-counters.ts';
import { documentClient } from '#common/store/document-client.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { lots } from '#common/store/lots.ts';
import { madeRecalls } from '#common/store/made-recalls.ts';
import { mappings } from '#common/store/mappings.ts';
import { readSerialPools } from '#common/store/read-serial-pools.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { cancelOrder } from './cancel-order.ts';
import { changeOrder } from './change-order.ts';
import { createOrder } from './create-order.ts';
import { shape } from './env.ts';
import { exportLots } from './export-lots.ts';
import { importLots } from './import-lots.ts';
import { listBehind } from './list-behind.ts';
import { listLots, listOrders, showLot } from './list-lots.ts';
import { createRecall, liftRecall, listRecalls, showRecall } from './recalls.ts';
import { releaseLot } from './release-lot.ts';
import { showOrder } from './show-order.ts';
import { showReconciliation } from './show-reconciliation.ts';
import { tellStanding } from './tell-standing.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const pools = readSerialPools(db, env.SERIALS_TABLE);
const cipher = poolCipher(keyUnwrapper());
const events = ledger(db, env.LEDGER_TABLE, pools, cipher);
const tenants = registry(db, env.REGISTRY_TABLE);
const now = () => new Date();
const needs = {
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  registry: tenants,
  pools,
  cipher,
  ledger: events,
  placesOf: epcPlaces(pools, cipher),
  commissioned: commissionedCounters(db, env.LEDGER_TABLE, events),
  blocks: serialBlocks(db, env.SERIALS_TABLE),
  fates: lotFates(db, env.LEDGER_TABLE),
  recalls: madeRecalls(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  wakeCapture: queue(env.CAPTURE_QUEUE_URL),
  wakePlanner: queue(env.PLAN_QUEUE_URL),
  publish: topic(),
  tellPacker: orderMessage({
    registry: tenants,
    mappings: mappings(db, env.REGISTRY_TABLE),
    table: env.DELIVERIES_TABLE,
    now,
  }),
  wakePartner: queue(env.PARTNER_QUEUE_URL),
  now,
};

export const handler = httpHandler(
  {
    'POST /api/orders': { permission: 'orders:write', endpoint: createOrder(needs) },
    'GET /api/orders': { permission: 'orders:read', narrows: true, endpoint: listOrders(needs) },
    'GET /api/orders/{order}': { permission: 'orders:read', narrows: true, endpoint: showOrder(needs) },
    'POST /api/orders/{order}/change': { permission: 'orders:write', narrows: true, endpoint: changeOrder(needs) },
    'POST /api/orders/{order}/cancel': { permission: 'orders:write', narrows: true, endpoint: cancelOrder(needs) },
    'PUT /api/orders/{order}/standing': { permission: 'orders:stand', narrows: true, endpoint: tellStanding(needs) },
    'GET /api/lots': { permission: 'orders:read', narrows: true, endpoint: listLots(needs) },
    'GET /api/lots/{lot}': { permission: 'orders:read', narrows: true, endpoint: showLot(needs) },
    'POST /api/imports/lots': { permission: 'orders:write', endpoint: importLots(needs) },
    'GET /api/exports/lots': { permission: 'orders:read', endpoint: exportLots(needs) },
    'GET /api/lots/{lot}/reconciliation': {
      permission: 'orders:read',
      narrows: true,
      endpoint: showReconciliation(needs),
    },
    'GET /api/lots/{lot}/reconciliation/{figure}': {
      permission: 'orders:read',
      narrows: true,
      endpoint: listBehind(needs),
    },
    'GET /api/recalls': { permission: 'orders:read', endpoint: listRecalls(needs) },
    'POST /api/recalls': { permission: 'recalls:write', endpoint: createRecall(needs) },
    'GET /api/recalls/{recall}': { permission: 'orders:read', endpoint: showRecall(needs) },
    'POST /api/recalls/{recall}/lift': { permission: 'recalls:write', endpoint: liftRecall(needs) },
    'POST /api/lots/{lot}/release': { permission: 'lots:release', narrows: true, endpoint: releaseLot(needs) },
  },
  needs.registry.granted,
);
