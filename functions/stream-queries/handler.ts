import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { registry } from '#common/store/registry.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { shape } from './env.ts';
import { openStream } from './open-stream.ts';
import { socketHandler } from './socket-handler.ts';
import { tokenVerifier } from './verify-token.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const store = subscriptions(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE);
const open = openStream({
  verify: tokenVerifier(env.TOKEN_ISSUER, env.TOKEN_AUDIENCE.split(',')),
  granted: registry(db, env.REGISTRY_TABLE).granted,
  subscriptions: store,
  wake: queue(env.SUBSCRIPTION_QUEUE_URL),
  now: () => new Date(),
});

export const handler = socketHandler({ open, end: store.endConnection });
