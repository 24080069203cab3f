import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { topic } from '#common/send/topic.ts';
import { documentClient } from '#common/store/document-client.ts';
import { lots } from '#common/store/lots.ts';
import { registry } from '#common/store/registry.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { createOrder } from './create-order.ts';
import { shape } from './env.ts';
import { listLots, listOrders, showLot } from './list-lots.ts';
import { releaseLot } from './release-lot.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  pools: serialPools(db, env.SERIALS_TABLE),
  wakePlanner: queue(env.PLAN_QUEUE_URL),
  publish: topic(),
  now: () => new Date(),
};

export const handler = httpHandler(
  {
    'POST /api/orders': { permission: 'orders:write', endpoint: createOrder(needs) },
    'GET /api/orders': { permission: 'orders:read', endpoint: listOrders(needs) },
    'GET /api/lots': { permission: 'orders:read', endpoint: listLots(needs) },
    'GET /api/lots/{lot}': { permission: 'orders:read', endpoint: showLot(needs) },
    'POST /api/lots/{lot}/release': { permission: 'lots:release', endpoint: releaseLot(needs) },
  },
  needs.registry.granted,
);
