import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { wakeOverdue } from './wake-overdue.ts';

const env = readEnv(shape, process.env);
const db = documentClient();

export const handler = wakeOverdue({
  registry: registry(db, env.REGISTRY_TABLE),
  dueRows: dueRows(db, env.DELIVERIES_TABLE),
  queues: {
    capture: queue(env.CAPTURE_QUEUE_URL),
    plan: queue(env.PLAN_QUEUE_URL),
    regulator: queue(env.REGULATOR_QUEUE_URL),
    partner: queue(env.PARTNER_QUEUE_URL),
    subscription: queue(env.SUBSCRIPTION_QUEUE_URL),
  },
  now: () => new Date(),
});
