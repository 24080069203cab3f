import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { announce, announced } from '#common/announce.ts';
import { blockFigures } from '#common/block-figures.ts';
import { httpHandler } from '#common/http.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lots } from '#common/store/lots.ts';
import { DROPPED_SOON, downloadUrls, writeObject } from '#common/store/object-writer.ts';
import { refills } from '#common/store/refills.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialFiles } from '#common/store/serial-files.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { unitEvents } from '#common/store/unit-events.ts';
import { countUsed, usedCounters } from '#common/store/used-counters.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { serialRoutes } from '../../functions/serial-requests/serial-routes.ts';
import { showCode } from '../../functions/serials-api/show-code.ts';
import { listRefills, retryRefill, showRefill } from '../../functions/serials-api/show-refills.ts';
import { exampleGtin } from './builders.ts';
import { call } from './call.ts';
import { startDynoxide, tables } from './dynoxide.ts';
import { here, minute, stored } from './events.ts';
import { openCipher } from './open-cipher.ts';
import { startQueuesAndBuckets } from './queues-and-buckets.ts';
import { good } from './unit-maker.ts';

export type SerialsWorld = Awaited<ReturnType<typeof startSerialsWorld>>;

const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
let tenants = 0;
let captures = 0;

/** Serial requests, look-up and files over real engines, with a clock that tests turn. */
export async function startSerialsWorld() {
  const [engine, cloud] = await Promise.all([startDynoxide(), startQueuesAndBuckets()]);
  cloud.bucket('documents');
  let ms = Date.parse('2026-03-01T10:00:00Z');
  const woken: object[] = [];
  const wake = async (message: object) => void woken.push(message);
  const needs = (db: DynamoDBDocumentClient = engine.db, s3 = cloud.s3) => {
    const pools = serialPools(db, tables.serials);
    return {
      pools,
      blocks: serialBlocks(db, tables.serials),
      lots: lots(db, tables.registry, tables.deliveries),
      cipher: openCipher,
      registry: registry(db, tables.registry),
      refills: refills(db, tables.deliveries),
      files: serialFiles(db, tables.deliveries),
      used: usedCounters(db, tables.ledger),
      figures: blockFigures(countUsed(db, tables.ledger)),
      ledger: ledger(db, tables.ledger, pools, openCipher),
      placesOf: epcPlaces(pools, openCipher),
      unitEvents: unitEvents(db, tables.ledger, pools, openCipher),
      audit: (tenant: string, entry: NewEntry) => auditPut(tables.registry, tenant, entry),
      announced: (tenant: string, happening: Happening) => announced(tables.deliveries, tenant, happening),
      announce: announce(db, tables.deliveries),
      urlOf: downloadUrls('documents', s3),
      write: (key: string, contentType: string, source: AsyncIterable<Uint8Array>) =>
        writeObject(s3, { bucket: 'documents', key, contentType, tag: DROPPED_SOON }, source),
      wakeFile: wake,
      wakeRefill: wake,
      now: () => new Date(ms),
      random: () => 0.5,
    };
  };
  const ask = (route: string, more: Parameters<typeof call>[2] = {}, db?: DynamoDBDocumentClient) => {
    const own = needs(db);
    const read = { permission: 'pools:read', narrows: true } as const;
    const routes = {
      ...serialRoutes(own),
      'GET /api/serials/{code+}': { ...read, anyLength: true, endpoint: showCode(own) },
      'GET /api/refills': { ...read, endpoint: listRefills(own) },
      'GET /api/refills/{refillId}': { ...read, endpoint: showRefill(own) },
      'POST /api/refills/{refillId}/retry': { permission: 'pools:write', narrows: true, endpoint: retryRefill(own) },
    } as const;
    return call(httpHandler(routes, own.registry.granted), route, more);
  };
  return {
    engine,
    cloud,
    woken,
    needs,
    ask,
    forward: (by: number) => {
      ms += by;
    },
    /** A tenant with a pool of packs and one of pallets. */
    house: async () => {
      const tenant = `acme-${++tenants}`;
      const { pools } = needs();
      await pools.create(tenant, good(newRandomPool({ id: 'packs', gtin: exampleGtin, alphabet, length: 13 })));
      await pools.create(tenant, good(newSsccPool({ id: 'sscc', companyPrefix: '9521321', extensionDigit: '0' })));
      return {
        tenant,
        request: (body: object, db?: DynamoDBDocumentClient) =>
          ask('POST /api/serial-requests', { tenant, body: { pool: 'packs', count: 10, site: 'site-1', ...body } }, db),
        of: (route: string, requestId: string, more: Parameters<typeof call>[2] = {}, db?: DynamoDBDocumentClient) =>
          ask(route, { tenant, path: { requestId }, ...more }, db),
        /** The line tells of packs it made, by their serials. */
        commission: async (serials: readonly string[]) => {
          const epcs = serials.map((serial) => `https://id.gs1.org/01/${exampleGtin}/21/${serial}`);
          await needs().ledger.append(
            tenant,
            stored(
              [commissionEvent({ epcs, at: minute(1), lot: 'LOT1', expiry: '2028-12-31', ...here })],
              `capture-${++captures}`,
            ),
          );
        },
      };
    },
    stop: async () => {
      await cloud.stop();
      await engine.stop();
    },
  };
}
