import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { announcements } from '#common/store/announcements.ts';
import { documentClient } from '#common/store/document-client.ts';
import { listenerLog } from '#common/store/listener-log.ts';
import { listenerRuns } from '#common/store/listener-runs.ts';
import { listeners } from '#common/store/listeners.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const guard = outboundGuard(env.OUTBOUND);
const { granted, tenant } = registry(db, env.REGISTRY_TABLE);
const needs = {
  announcements: announcements(db, env.DELIVERIES_TABLE),
  listeners: listeners(db, env.DELIVERIES_TABLE),
  runs: listenerRuns(db, env.DELIVERIES_TABLE),
  log: listenerLog(db, env.DELIVERIES_TABLE),
  registryTable: env.REGISTRY_TABLE,
  guard,
  send: httpsSender(guard, { timeoutMs: 15_000, maxAnswerBytes: 100_000 }),
  root: rootSecret(env.ROOT_SECRET_ARN),
  wake: queue(env.ANNOUNCEMENT_QUEUE_URL),
  now: () => new Date(),
};

export const handler = httpHandler(routes(needs), granted, tenant);
