import { S3Client } from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import * as v from 'valibot';
import { ciphersOf } from '#common/pool-cipher.ts';
import { keptTokens } from '#common/regulator-access/tokens.ts';
import { httpsSender } from '#common/send/https.ts';
import { outboundGuard } from '#common/send/outbound.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { evidenceStore } from '#common/store/evidence.ts';
import { partnerCredentials } from '#common/store/partner-credentials.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { ssccUrn } from '#shared/gs1/sscc.ts';
import { type DeliveryQueueMessage, deliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import type { ComputedPool } from '#shared/serials/pool.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from './approved.ts';
import { anOrder, aProduct, aRelease, aReport } from './builders.ts';
import { storesOf } from './delivery-stores.ts';
import { anyCredentials, anyRegion, startDynoxide, tables } from './dynoxide.ts';
import { giveTenant } from './give-tenant.ts';
import { openCipher } from './open-cipher.ts';

export const good = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(value.detail);
  return value;
};

export type World = Awaited<ReturnType<typeof startWorld>>;

const BUCKET = 'documents';
const companyPrefix = '9521321';
const place = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00001.0',
  bizLocation: 'urn:epc:id:sgln:9521321.00001.0',
};
export const medico = 'urn:epc:id:pgln:9521999.00001';

/** Everything between a captured event and its delivery, on a real table engine and a real object store, with a clock that tests turn. */
export async function startWorld() {
  const engine = await startDynoxide();
  const files = await startFauxqs({ port: 0, logger: false });
  files.createBucket(BUCKET);
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${files.port}`,
    region: anyRegion,
    credentials: anyCredentials,
    forcePathStyle: true,
  });
  const { db } = engine;
  let ms = Date.parse('2026-03-01T10:00:00Z');
  const woken: { message: DeliveryQueueMessage; at: number }[] = [];
  const guard = outboundGuard('loopback');
  const root = async () => new Uint8Array(64).fill(7);
  const pools = serialPools(db, tables.serials);
  const cipher = openCipher;
  const wake = async (message: object, delay = 0) =>
    void woken.push({ message: v.parse(deliveryQueueMessage, message), at: ms + delay * 1000 });
  const needs = {
    ...storesOf(db, pools),
    pools,
    evidence: evidenceStore(s3, BUCKET),
    credentials: () => Promise.reject(new Error('no access has a secret')),
    partnerCredentials: partnerCredentials(db, tables.registry, root),
    tokens: keptTokens(),
    placesOf: epcPlaces(pools, cipher),
    limits: {},
    guard,
    send: httpsSender(guard, { timeoutMs: 2_000, maxAnswerBytes: 1_000_000 }),
    root,
    wake,
    wakeRegulator: wake,
    wakePartner: wake,
    now: () => new Date(ms),
    random: () => 0.5,
    pause: async (by = 0) => {
      ms += by;
    },
  };
  return {
    needs,
    pools,
    cipher,
    woken,
    table: { db, deliveries: tables.deliveries },
    /** Where other processes find both. */
    at: { tables: engine.endpoint, files: `http://127.0.0.1:${files.port}`, bucket: BUCKET },
    /** Lets time pass, in milliseconds. */
    forward: (by: number) => {
      ms += by;
    },
    /** Hands woken messages to a sender, each when it is due, until none is left or `turns` were taken. */
    drain: async (take: (message: DeliveryQueueMessage) => Promise<void>, turns = 50) => {
      for (let turn = 0; woken.length > 0 && turn < turns; turn++) {
        woken.sort((a, b) => a.at - b.at);
        const next = woken.shift();
        if (next === undefined) return;
        ms = Math.max(ms, next.at);
        await take(next.message);
      }
    },
    stop: async () => {
      s3.destroy();
      await files.stop();
      await engine.stop();
    },
  };
}

async function issueFrom(
  { pools, cipher }: Pick<World, 'pools' | 'cipher'>,
  tenant: string,
  pool: ComputedPool,
  count: number,
) {
  await pools.create(tenant, { ...pool, next: pool.next + count });
  const block = { first: pool.next, last: pool.next + count - 1 };
  return expandBlock(pool, block, await ciphersOf(cipher, tenant, pool));
}

/** Stores events one by one, and answers their ids. */
function capturing({ now, ledger: events }: World['needs'], tenant: string) {
  let position = 0;
  return async (event: EpcisEvent): Promise<string> => {
    const at = now().toISOString();
    const stored = { eventId: eventId(event), recordTime: at, captureId: 'c1', position: position++, event };
    await events.append(tenant, [stored]);
    return stored.eventId;
  };
}

let tenants = 0;

export type House = Awaited<ReturnType<typeof aHouse>>;

/** A tenant with a product, pools, a partner, and a lot of `units` packed in cases of ten and one pallet, reported and not yet released. */
export async function aHouse(
  { needs, pools, cipher, table }: World,
  { units = 20, webhook = 'https://medico.example/hook', change = {} } = {},
) {
  const item = String(++tenants).padStart(5, '0');
  const tenant = `acme-${item}`;
  const gtin = `0${companyPrefix}${item}${checkDigit(`0${companyPrefix}${item}`)}`;
  const lot = 'LOT1';
  await giveTenant(table.db, tenant);
  await approved(table.db, tenant, 'product', gtin, aProduct(change));
  const medicoHook = { name: 'Medico', party: medico, channel: 'webhook', url: webhook };
  await approved(table.db, tenant, 'partner', 'medico', medicoHook);
  const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
  const issue = (pool: ComputedPool, count: number) => issueFrom({ pools, cipher }, tenant, pool, count);
  const serials = await issue(good(newRandomPool({ id: 'packs', gtin, alphabet, length: 13 })), units);
  const cases = Math.ceil(units / 10);
  const ssccs = await issue(good(newSsccPool({ id: `sscc-${item}`, companyPrefix, extensionDigit: '0' })), cases + 1);
  const packs = serials.map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix })));
  const [pallet = '', ...boxes] = ssccs.map((sscc) => good(ssccUrn({ sscc, companyPrefix })));

  const captured = capturing(needs, tenant);
  const minute = (n: number) => `2026-03-01T08:${String(n).padStart(2, '0')}:00.000Z`;
  const commission = (epcs: string[], at = minute(1)) =>
    captured(commissionEvent({ epcs, at, lot, expiry: '2028-12-31', ...place }));

  await needs.lots.create(tenant, anOrder({ owner: tenant, gtin, lot }), needs.now());
  const reportOf = (commissioned: number) =>
    aReport({ gtin, lot, printed: units, commissioned, rejected: 0, rejects: {} });
  return {
    tenant,
    gtin,
    lot,
    serials,
    packs,
    pallet,
    boxes,
    place,
    captured,
    commission,
    /** What the line does. */
    produce: async () => {
      await commission(packs);
      await captured(commissionEvent({ epcs: [pallet, ...boxes], at: minute(2), ...place }));
      for (const [i, parent] of boxes.entries())
        await captured(packEvent({ parent, children: packs.slice(i * 10, i * 10 + 10), at: minute(3), ...place }));
      await captured(packEvent({ parent: pallet, children: boxes, at: minute(4), ...place }));
    },
    report: async (commissioned = units) => {
      await needs.lots.putReport(tenant, reportOf(commissioned), needs.now());
    },
    release: async () => {
      const reported = await needs.lots.get(tenant, gtin, lot);
      if (reported === undefined) throw new Error('no lot');
      const { record, audit } = aRelease(needs.now());
      await needs.lots.release(tenant, reported, record, audit);
    },
    ship: (to = medico, epcs = [pallet]) =>
      captured(
        shipEvent({
          epcs,
          at: '2026-03-01T09:30:00.000Z',
          from: 'urn:epc:id:pgln:9521321.00001',
          to,
          offset: place.offset,
          readPoint: place.readPoint,
        }),
      ),
  };
}
