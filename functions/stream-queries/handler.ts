import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { members } from '#common/store/members.ts';
import { registry } from '#common/store/registry.ts';
import { subscriptions } from '#common/store/subscriptions.ts';
import { tokenVerifier } from '#common/verify-token.ts';
import { shape } from './env.ts';
import { openStream } from './open-stream.ts';
import { socketHandler } from './socket-handler.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const store = subscriptions(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE);
const open = openStream({
  verify: tokenVerifier({
    issuer: env.TOKEN_ISSUER,
    peoplesClients: env.PEOPLES_CLIENTS.split(','),
    members: members(db, env.REGISTRY_TABLE),
  }),
  granted: registry(db, env.REGISTRY_TABLE).granted,
  subscriptions: store,
  wake: queue(env.SUBSCRIPTION_QUEUE_URL),
  now: () => new Date(),
});

export const handler = socketHandler({ open, end: store.endConnection });
