import { httpHandler } from '#common/http.ts';
import { keyMaker } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { queue } from '#common/send/queue.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { registry } from '#common/store/registry.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { auditOf } from './audit-of.ts';
import { shape } from './env.ts';
import { poolRoutes } from './pool-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const now = () => new Date();
const needs = {
  pools: serialPools(db, env.SERIALS_TABLE),
  imports: serialImports(db, env.SERIALS_TABLE, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  prefixes: companyPrefixes(db, env.REGISTRY_TABLE),
  registryTable: env.REGISTRY_TABLE,
  documents: documents(env.DOCUMENTS_BUCKET),
  urlToPut: uploadUrls(env.DOCUMENTS_BUCKET),
  wakeImport: queue(env.IMPORT_QUEUE_URL),
  makeKey: keyMaker(env.POOL_KEY_ARN),
  guard: outboundGuard(env.OUTBOUND),
  auditOf: auditOf(env.REGISTRY_TABLE, now),
  now,
};

export const handler = httpHandler(poolRoutes(needs), needs.registry.granted);
