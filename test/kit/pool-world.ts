import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { httpHandler } from '#common/http.ts';
import { ciphersOf } from '#common/pool-cipher.ts';
import { pause } from '#common/store/backoff.ts';
import { documents } from '#common/store/documents.ts';
import { registry } from '#common/store/registry.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';
import { auditOf } from '../../functions/pools-api/audit-of.ts';
import { changePool, putSettings, rotatePool } from '../../functions/pools-api/change-pool.ts';
import { beginListUpload, completeListUpload, putList } from '../../functions/pools-api/import-list.ts';
import { listPools, listProfiles, showPool } from '../../functions/pools-api/list-pools.ts';
import { putPool } from '../../functions/pools-api/put-pool.ts';
import { listImports, showImport } from '../../functions/pools-api/show-imports.ts';
import { approved } from './approved.ts';
import { aProduct, aTenant } from './builders.ts';
import { call } from './call.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { openCipher } from './open-cipher.ts';
import { startQueuesAndBuckets } from './queues-and-buckets.ts';
import { companyPrefix } from './unit-maker.ts';

export type PoolWorld = Awaited<ReturnType<typeof startPoolWorld>>;

/** The pools API over real engines. */
export async function startPoolWorld() {
  const [engine, cloud] = await Promise.all([startDynoxide(), startQueuesAndBuckets()]);
  cloud.bucket('documents');
  const woken: object[] = [];
  let products = 0;
  const needs = (db: DynamoDBDocumentClient = engine.db) => ({
    pools: serialPools(db, tables.serials),
    imports: serialImports(db, tables.serials, tables.deliveries),
    registry: registry(db, tables.registry),
    registryTable: tables.registry,
    documents: documents('documents', cloud.s3),
    urlToPut: uploadUrls('documents', cloud.s3),
    wakeImport: async (message: object) => void woken.push(message),
    makeKey: async () => 'wrapped',
    auditOf: auditOf(tables.registry, () => new Date('2026-03-01T10:00:00Z')),
    now: () => new Date('2026-03-01T10:00:00Z'),
  });
  const handlerOn = (db?: DynamoDBDocumentClient) => {
    const own = needs(db);
    const read = { permission: 'pools:read', narrows: true } as const;
    const write = { permission: 'pools:write', narrows: true } as const;
    return httpHandler(
      {
        'GET /api/profiles': { ...read, endpoint: listProfiles() },
        'GET /api/pools': { ...read, endpoint: listPools(own) },
        'GET /api/pools/{pool}': { ...read, endpoint: showPool(own) },
        'PUT /api/pools/{pool}': { ...write, endpoint: putPool(own) },
        'PUT /api/pools/{pool}/settings': { ...write, endpoint: putSettings(own) },
        'POST /api/pools/{pool}/freeze': { ...write, endpoint: changePool(own, 'frozen') },
        'POST /api/pools/{pool}/thaw': { ...write, endpoint: changePool(own, 'active') },
        'POST /api/pools/{pool}/retire': { ...write, endpoint: changePool(own, 'retired') },
        'POST /api/pools/{pool}/rotate': { ...write, endpoint: rotatePool(own) },
        'GET /api/pools/{pool}/imports': { ...read, endpoint: listImports(own) },
        'GET /api/pools/{pool}/imports/{importId}': { ...read, endpoint: showImport(own) },
        'PUT /api/pools/{pool}/imports/{importId}': { ...write, endpoint: putList(own) },
        'POST /api/pools/{pool}/imports/{importId}/upload': { ...write, endpoint: beginListUpload(own) },
        'POST /api/pools/{pool}/imports/{importId}/complete': { ...write, endpoint: completeListUpload(own) },
      },
      own.registry.granted,
    );
  };
  return {
    engine,
    woken,
    needs,
    call: (route: string, more: Parameters<typeof call>[2] = {}, db?: DynamoDBDocumentClient) =>
      call(handlerOn(db), route, more),
    /** A tenant with a product of its own; answers its GTIN. */
    tenant: async (tenant: string): Promise<string> => {
      await needs().registry.putTenant(tenant, v.parse(tenantProfile, aTenant()));
      const body = `0${companyPrefix}${String(++products).padStart(5, '0')}`;
      await approved(engine.db, tenant, 'product', body + checkDigit(body), aProduct());
      return body + checkDigit(body);
    },
    /** Draws serials as a line would, until nobody else is faster. */
    draw: async (tenant: string, id: string, count: number, requestId: string) => {
      const { pools } = needs();
      for (let attempt = 1; ; attempt++) {
        if (attempt > 1) await pause(attempt);
        const pool = await pools.get(tenant, id);
        const block = carveBlock(pool, count, await ciphersOf(openCipher, tenant, pool));
        if (isRefusal(block)) throw new Error(block.detail);
        const request = { requestId, pool: id, count, site: 'site-1' };
        const skips = block.skips && { skips: [...block.skips] };
        const { first, last } = block;
        if ((await pools.commit(tenant, pool, { pool: id, first, last, ...skips, requestId }, request)) === 'committed')
          return block;
      }
    },
    stop: async () => {
      await cloud.stop();
      await engine.stop();
    },
  };
}
