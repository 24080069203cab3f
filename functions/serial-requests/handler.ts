import { S3Client } from '@aws-sdk/client-s3';
import { announce, announced } from '#common/announce.ts';
import { blockFigures } from '#common/block-figures.ts';
import { httpHandler } from '#common/http.ts';
import { poolCipher } from '#common/pool-cipher.ts';
import { keyUnwrapper } from '#common/pool-keys.ts';
import { readEnv } from '#common/read-env.ts';
import { queue } from '#common/send/queue.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { documentClient } from '#common/store/document-client.ts';
import { lots } from '#common/store/lots.ts';
import { downloadUrls } from '#common/store/object-writer.ts';
import { refills } from '#common/store/refills.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialFiles } from '#common/store/serial-files.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { countUsed, usedCounters } from '#common/store/used-counters.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { shape } from './env.ts';
import { serialRoutes } from './serial-routes.ts';

const env = readEnv(shape, process.env);
const db = documentClient();
const needs = {
  pools: serialPools(db, env.SERIALS_TABLE),
  blocks: serialBlocks(db, env.SERIALS_TABLE),
  lots: lots(db, env.REGISTRY_TABLE, env.DELIVERIES_TABLE),
  cipher: poolCipher(keyUnwrapper()),
  registry: registry(db, env.REGISTRY_TABLE),
  refills: refills(db, env.DELIVERIES_TABLE),
  files: serialFiles(db, env.DELIVERIES_TABLE),
  used: usedCounters(db, env.LEDGER_TABLE),
  figures: blockFigures(countUsed(db, env.LEDGER_TABLE)),
  audit: (tenant: string, entry: NewEntry) => auditPut(env.REGISTRY_TABLE, tenant, entry),
  announced: (tenant: string, happening: Happening) => announced(env.DELIVERIES_TABLE, tenant, happening),
  announce: announce(db, env.DELIVERIES_TABLE),
  urlOf: downloadUrls(env.DOCUMENTS_BUCKET, new S3Client()),
  wakeFile: queue(env.SERIAL_FILE_QUEUE_URL),
  wakeRefill: queue(env.REFILL_QUEUE_URL),
  now: () => new Date(),
};

export const handler = httpHandler(serialRoutes(needs), needs.registry.granted);
