import { resources } from '#common/epcis/resources.ts';
import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { registry } from '#common/store/registry.ts';
import { shape } from './env.ts';
import { optionsRoutes } from './options-routes.ts';
import { refuseUnrouted } from './refuse-unrouted.ts';

const env = readEnv(shape, process.env);

export const handler = httpHandler(
  {
    ...optionsRoutes(resources, env.STREAM_URL),
    $default: { permission: 'events:query', scope: 'read', endpoint: refuseUnrouted() },
  },
  registry(documentClient(), env.REGISTRY_TABLE).granted,
);
