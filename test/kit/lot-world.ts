import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { asStored } from '#common/capture/as-stored.ts';
import { httpHandler } from '#common/http.ts';
import { ciphersOf } from '#common/pool-cipher.ts';
import { orderMessage } from '#common/production/order-message.ts';
import { commissionedCounters } from '#common/store/commissioned-counters.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { ledger } from '#common/store/ledger.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { lots } from '#common/store/lots.ts';
import { madeRecalls } from '#common/store/made-recalls.ts';
import { mappings } from '#common/store/mappings.ts';
import { registry } from '#common/store/registry.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { type DrawnBlock, type LineFate, type LotReport, lineFates } from '#shared/messages/agent-to-cloud.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { carveBlock } from '#shared/serials/carve-block.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { cancelOrder } from '../../functions/lots-api/cancel-order.ts';
import { changeOrder } from '../../functions/lots-api/change-order.ts';
import { createOrder } from '../../functions/lots-api/create-order.ts';
import { listBehind } from '../../functions/lots-api/list-behind.ts';
import { listLots, listOrders, showLot } from '../../functions/lots-api/list-lots.ts';
import { createRecall, liftRecall, listRecalls, showRecall } from '../../functions/lots-api/recalls.ts';
import { releaseLot } from '../../functions/lots-api/release-lot.ts';
import { showOrder } from '../../functions/lots-api/show-order.ts';
import { showReconciliation } from '../../functions/lots-api/show-reconciliation.ts';
import { tellStanding } from '../../functions/lots-api/tell-standing.ts';
import { approved } from './approved.ts';
import { anOrder, aProduct, aReport } from './builders.ts';
import { tables } from './dynoxide.ts';
import { openCipher } from './open-cipher.ts';
import { good } from './unit-maker.ts';

/** When the tests of lots happen. */
export const lotTime = new Date('2026-03-01T10:00:00Z');

/** All that orders, lots and recalls need, on a real table engine; what they wake is kept in `woken`, what they publish in `published`. */
export function lotNeeds(db: DynamoDBDocumentClient) {
  const pools = serialPools(db, tables.serials);
  const events = ledger(db, tables.ledger, pools, openCipher);
  const woken: object[] = [];
  const published: string[] = [];
  return {
    woken,
    published,
    lots: lots(db, tables.registry, tables.deliveries),
    registry: registry(db, tables.registry, () => lotTime),
    pools,
    cipher: openCipher,
    ledger: events,
    placesOf: epcPlaces(pools, openCipher),
    commissioned: commissionedCounters(db, tables.ledger, events),
    blocks: serialBlocks(db, tables.serials),
    fates: lotFates(db, tables.ledger),
    recalls: madeRecalls(db, tables.registry, tables.deliveries),
    wakePlanner: async (message: object) => void woken.push(message),
    wakeCapture: async (message: object) => void woken.push(message),
    publish: async (topic: string) => void published.push(topic),
    tellPacker: orderMessage({
      registry: registry(db, tables.registry, () => lotTime),
      mappings: mappings(db, tables.registry),
      table: tables.deliveries,
      now: () => lotTime,
    }),
    wakePartner: async (message: object) => void woken.push(message),
    now: () => lotTime,
  };
}
export type LotNeeds = ReturnType<typeof lotNeeds>;

/** The lots function over them. */
export const lotHandler = (needs: LotNeeds) =>
  httpHandler(
    {
      'POST /api/orders': { permission: 'orders:write', endpoint: createOrder(needs) },
      'GET /api/orders': { permission: 'orders:read', narrows: true, endpoint: listOrders(needs) },
      'GET /api/orders/{order}': { permission: 'orders:read', narrows: true, endpoint: showOrder(needs) },
      'POST /api/orders/{order}/change': { permission: 'orders:write', narrows: true, endpoint: changeOrder(needs) },
      'POST /api/orders/{order}/cancel': { permission: 'orders:write', narrows: true, endpoint: cancelOrder(needs) },
      'PUT /api/orders/{order}/standing': { permission: 'orders:stand', narrows: true, endpoint: tellStanding(needs) },
      'GET /api/lots': { permission: 'orders:read', narrows: true, endpoint: listLots(needs) },
      'GET /api/lots/{lot}': { permission: 'orders:read', narrows: true, endpoint: showLot(needs) },
      'GET /api/lots/{lot}/reconciliation': {
        permission: 'orders:read',
        narrows: true,
        endpoint: showReconciliation(needs),
      },
      'GET /api/lots/{lot}/reconciliation/{figure}': {
        permission: 'orders:read',
        narrows: true,
        endpoint: listBehind(needs),
      },
      'POST /api/lots/{lot}/release': { permission: 'lots:release', narrows: true, endpoint: releaseLot(needs) },
      'GET /api/recalls': { permission: 'orders:read', endpoint: listRecalls(needs) },
      'POST /api/recalls': { permission: 'recalls:write', endpoint: createRecall(needs) },
      'GET /api/recalls/{recall}': { permission: 'orders:read', endpoint: showRecall(needs) },
      'POST /api/recalls/{recall}/lift': { permission: 'recalls:write', endpoint: liftRecall(needs) },
    },
    needs.registry.granted,
  );

/** A person of quality assurance who proved who he is so many seconds ago. */
export const signedIn = (secondsAgo = 60) => ({
  role: 'qa',
  claims: {
    username: 'quinn',
    name: 'Quinn Quality',
    auth_time: String(Math.floor(lotTime.getTime() / 1000) - secondsAgo),
  },
});

/** The n-th GTIN of GS1's example prefix. */
export function gtinOf(n: number): string {
  const body = `09521321${String(n).padStart(5, '0')}`;
  return body + checkDigit(body);
}

export const aSignature = { meaning: 'released for sale' };

/** A lot of `size` numbers of one block, asked for its order, and what its line may tell of them. */
export async function aLot(
  needs: LotNeeds,
  engineDb: DynamoDBDocumentClient,
  tenant: string,
  gtin: string,
  size: number,
) {
  await approved(engineDb, tenant, 'product', gtin, aProduct());
  await needs.pools.create(
    tenant,
    good(newRandomPool({ id: 'packs', gtin, alphabet: '0123456789ABCDEF', length: 14 })),
  );
  await needs.pools.create(
    tenant,
    good(newSsccPool({ id: 'logistic-units', companyPrefix: '9521321', extensionDigit: '0' })),
  );
  const draw = async (requestId: string, count: number, order?: string): Promise<string[]> => {
    const pool = await needs.pools.get(tenant, 'packs');
    if (pool.kind === 'imported') throw new Error('not computed');
    const ciphers = await ciphersOf(openCipher, tenant, pool);
    const counter = good(carveBlock(pool, count, ciphers));
    const request = {
      requestId,
      pool: 'packs',
      count,
      site: 'site-1',
      line: 'line-1',
      ...(order !== undefined && { order }),
    };
    await needs.blocks.allocate(tenant, { pool, request, from: { counter: { ...counter } }, at: lotTime });
    return expandBlock(pool, counter, ciphers);
  };
  const serials = await draw('block-1', size, 'order-1');
  const urns = (some: readonly string[]) =>
    some.map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix: '9521321' })));
  const place = {
    offset: '+00:00',
    readPoint: 'urn:epc:id:sgln:9521321.00001.1',
    bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
  };
  let minutes = 0;
  const capture = async (...events: EpcisEvent[]) => {
    const recordTime = lotTime.toISOString();
    const stored = events.map((event, i) =>
      asStored({ captureId: 'capture-1', recordTime, createdAt: recordTime }, event, i),
    );
    await needs.ledger.append(tenant, stored);
    return stored;
  };
  return {
    serials,
    draw,
    urns,
    capture,
    commissioned: (some: readonly string[], lot = 'LOT1') => ({
      ...commissionEvent({
        epcs: urns(some),
        at: new Date(lotTime.getTime() - 3_600_000 + 1_000 * minutes++).toISOString(),
        lot,
        expiry: '2028-12-31',
        ...place,
      }),
    }),
    order: (change: Partial<Order> = {}) =>
      needs.lots.create(tenant, anOrder({ owner: tenant, gtin, ...change }), lotTime, 1),
    /** What the line tells when it has closed the lot: the lists first, then the report that counts them. */
    tell: async (
      fated: Partial<Record<LineFate, readonly string[]>>,
      change: Partial<LotReport> = {},
      block: Partial<DrawnBlock> = {},
    ) => {
      const closedAt = '2026-03-01T09:30:00.000Z';
      const counts = { rejected: 0, sampled: 0, destroyed: 0, unaccounted: 0 };
      const lists = lineFates.flatMap((fate) => {
        const some = fated[fate] ?? [];
        counts[fate] = some.length;
        return some.length === 0 ? [] : [{ block: 'block-1', fate, serials: [...some] }];
      });
      const { rejected, sampled, destroyed, unaccounted } = counts;
      const commissioned = serials.length - rejected - sampled - destroyed - unaccounted;
      const all = { printed: serials.length, commissioned, ...counts };
      const drawn = {
        block: 'block-1',
        pool: 'packs',
        from: serials[0] ?? '',
        to: serials.at(-1) ?? '',
        ...all,
        ...block,
      };
      const lot = { order: 'order-1', gtin, lot: 'LOT1', closedAt };
      if (lists.length > 0) await needs.fates.put(tenant, { ...lot, part: 0, lists });
      const report = aReport({ ...lot, ...all, rejects: {}, blocks: [drawn], ...change });
      for (const { block: id } of report.blocks ?? [])
        await needs.fates.noteDrawn(tenant, id, { gtin, lot: report.lot });
      await needs.lots.putReport(tenant, report, lotTime);
    },
  };
}
