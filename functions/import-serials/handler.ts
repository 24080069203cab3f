import { batchHandler } from '#common/batch.ts';
import { runImport } from '#common/imports/run-import.ts';
import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { importQueueMessage } from '#shared/messages/queue-messages.ts';
import { shape } from './env.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  pools: serialPools(db, env.SERIALS_TABLE),
  imports: serialImports(db, env.SERIALS_TABLE, env.DELIVERIES_TABLE),
  documents: documents(env.DOCUMENTS_BUCKET),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
};

// A refused message names no import that exists: there is nothing to keep but the log line.
const forget = () => Promise.resolve();

export const handler = batchHandler(
  importQueueMessage,
  async ({ tenant, pool, importId }) => void (await runImport(needs, tenant, pool, importId)),
  forget,
);
