import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { httpHandler } from '#common/http.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { companyPrefixes } from '#common/store/company-prefixes.ts';
import { documents } from '#common/store/documents.ts';
import { registry } from '#common/store/registry.ts';
import { serialImports } from '#common/store/serial-imports.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { uploadUrls } from '#common/store/upload-urls.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { auditOf } from '../../functions/pools-api/audit-of.ts';
import { poolRoutes } from '../../functions/pools-api/pool-routes.ts';
import { approved } from './approved.ts';
import { aProduct } from './builders.ts';
import { call } from './call.ts';
import { drawBlock } from './draw-block.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
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
    prefixes: companyPrefixes(db, tables.registry),
    registryTable: tables.registry,
    documents: documents('documents', cloud.s3),
    urlToPut: uploadUrls('documents', cloud.s3),
    wakeImport: async (message: object) => void woken.push(message),
    makeKey: async () => 'wrapped',
    // Every name leads to a public address, and nothing is sent there.
    guard: outboundGuard('public', async () => [{ address: '93.184.216.34', family: 4 }]),
    auditOf: auditOf(tables.registry, () => new Date('2026-03-01T10:00:00Z')),
    now: () => new Date('2026-03-01T10:00:00Z'),
  });
  const handlerOn = (db?: DynamoDBDocumentClient) => {
    const own = needs(db);
    return httpHandler(poolRoutes(own), own.registry.granted);
  };
  return {
    engine,
    woken,
    needs,
    call: (route: string, more: Parameters<typeof call>[2] = {}, db?: DynamoDBDocumentClient) =>
      call(handlerOn(db), route, more),
    /** A tenant with a product of its own; answers its GTIN. */
    tenant: async (tenant: string, markets: string[] = ['DE']): Promise<string> => {
      await giveTenant(engine.db, tenant);
      const body = `0${companyPrefix}${String(++products).padStart(5, '0')}`;
      await approved(engine.db, tenant, 'product', body + checkDigit(body), aProduct({ markets }));
      return body + checkDigit(body);
    },
    /** Draws serials as a line would, until nobody else is faster. */
    draw: async (tenant: string, id: string, count: number, requestId: string) =>
      (await drawBlock(engine.db, tenant, id, { count, requestId })).block,
    stop: async () => {
      await cloud.stop();
      await engine.stop();
    },
  };
}
