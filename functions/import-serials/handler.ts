import { readEnv } from '#common/read-env.ts';
import { documentClient } from '#common/store/document-client.ts';
import { documents } from '#common/store/documents.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { shape } from './env.ts';
import { importSerials } from './import-serials.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
export const handler = importSerials({
  pools: serialPools(db, env.SERIALS_TABLE),
  imports: serialImports(db, env.SERIALS_TABLE, env.DELIVERIES_TABLE),
  documents: documents(env.DOCUMENTS_BUCKET),
  registryTable: env.REGISTRY_TABLE,
  now: () => new Date(),
});
