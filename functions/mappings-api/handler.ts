import { httpHandler } from '#common/http.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { mappings } from '#common/store/mappings.ts';
import { registry } from '#common/store/registry.ts';
import { shownEvents } from '#common/store/shown-events.ts';
import { shape } from './env.ts';
import { mappingRoutes } from './routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  mappings: mappings(db, env.REGISTRY_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  events: shownEvents(db, env.LEDGER_TABLE),
  now: () => new Date(),
};

export const handler = httpHandler(mappingRoutes(needs), needs.registry.granted, needs.registry.tenant);
