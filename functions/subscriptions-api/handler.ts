import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { rootSecret } from '#common/root-secret.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { namedQueries } from '#common/store/named-queries.ts';
import { registry } from '#common/store/registry.ts';
import { subscriptionRuns } from '#common/store/subscription-runs.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { shape } from './env.ts';
import { routes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const { granted, tenant } = registry(db, env.REGISTRY_TABLE);
const needs = {
  queries: namedQueries(db, env.REGISTRY_TABLE),
  subscriptions: subscriptions(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  runs: subscriptionRuns(db, env.DELIVERIES_TABLE),
  guard: outboundGuard(env.OUTBOUND),
  root: rootSecret(env.ROOT_SECRET_ARN),
  wake: queue(env.SUBSCRIPTION_QUEUE_URL),
  now: () => new Date(),
};

export const handler = httpHandler(routes(needs), granted, tenant);
