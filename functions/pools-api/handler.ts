import { httpHandler } from '#common/http.ts';
import { keyMaker } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { registry } from '#common/store/registry.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { auditOf } from './audit-of.ts';
import { changePool, putSettings, rotatePool } from './change-pool.ts';
import { shape } from './env.ts';
import { beginListUpload, completeListUpload, putList } from './import-list.ts';
import { listPools, listProfiles, showPool } from './list-pools.ts';
import { putPool } from './put-pool.ts';
import { listImports, showImport } from './show-imports.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const now = () => new Date();
const needs = {
  pools: serialPools(db, env.SERIALS_TABLE),
  imports: serialImports(db, env.SERIALS_TABLE, env.DELIVERIES_TABLE),
  registry: registry(db, env.REGISTRY_TABLE),
  registryTable: env.REGISTRY_TABLE,
  documents: documents(env.DOCUMENTS_BUCKET),
  urlToPut: uploadUrls(env.DOCUMENTS_BUCKET),
  wakeImport: queue(env.IMPORT_QUEUE_URL),
  makeKey: keyMaker(env.POOL_KEY_ARN),
  auditOf: auditOf(env.REGISTRY_TABLE, now),
  now,
};
const read = { permission: 'pools:read', narrows: true } as const;
const write = { permission: 'pools:write', narrows: true } as const;

export const handler = httpHandler(
  {
    'GET /api/profiles': { ...read, endpoint: listProfiles() },
    'GET /api/pools': { ...read, endpoint: listPools(needs) },
    'GET /api/pools/{pool}': { ...read, endpoint: showPool(needs) },
    'PUT /api/pools/{pool}': { ...write, endpoint: putPool(needs) },
    'PUT /api/pools/{pool}/settings': { ...write, endpoint: putSettings(needs) },
    'POST /api/pools/{pool}/freeze': { ...write, endpoint: changePool(needs, 'frozen') },
    'POST /api/pools/{pool}/thaw': { ...write, endpoint: changePool(needs, 'active') },
    'POST /api/pools/{pool}/retire': { ...write, endpoint: changePool(needs, 'retired') },
    'POST /api/pools/{pool}/rotate': { ...write, endpoint: rotatePool(needs) },
    'GET /api/pools/{pool}/imports': { ...read, endpoint: listImports(needs) },
    'GET /api/pools/{pool}/imports/{importId}': { ...read, endpoint: showImport(needs) },
    'PUT /api/pools/{pool}/imports/{importId}': { ...write, endpoint: putList(needs) },
    'POST /api/pools/{pool}/imports/{importId}/upload': { ...write, endpoint: beginListUpload(needs) },
    'POST /api/pools/{pool}/imports/{importId}/complete': { ...write, endpoint: completeListUpload(needs) },
  },
  needs.registry.granted,
);
