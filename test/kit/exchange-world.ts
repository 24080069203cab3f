import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { announce, announced } from '#common/announce.ts';
import { writeMessageByMapping } from '#common/mapping/write-by-mapping.ts';
import { orderMessage } from '#common/production/order-message.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { commissionedCounters } from '#common/store/commissioned-counters.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { deskCases } from '#common/store/desk-cases.ts';
import { epcPlaces } from '#common/store/epc-places.ts';
import { exceptions } from '#common/store/exceptions.ts';
import { poolKey } from '#common/store/keys.ts';
import { lotFates } from '#common/store/lot-fates.ts';
import { lots } from '#common/store/lots.ts';
import { mappings } from '#common/store/mappings.ts';
import { refills } from '#common/store/refills.ts';
import { serialBlocks } from '#common/store/serial-blocks.ts';
import { serialPools } from '#common/store/serial-pools.ts';
import { usedCounters } from '#common/store/used-counters.ts';
import type { Happening } from '#shared/announcements/kinds.ts';
import type { Message } from '#shared/mapping/exchange/families.ts';
import { readExchange } from '#shared/mapping/exchange/read-exchange.ts';
import { writeExchange } from '#shared/mapping/exchange/write-exchange.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { actOnMessage } from '../../functions/act-on-message/act-on-message.ts';
import { type MessageNeeds, writeMessage } from '../../functions/send-partner/write-message.ts';
import { approved } from './approved.ts';
import { anOrder } from './builders.ts';
import { tables } from './dynoxide.ts';
import { startInboundWorld } from './inbound-world.ts';
import { mappingWorld } from './mapping-world.ts';
import { openCipher } from './open-cipher.ts';
import { companyPrefix, good } from './unit-maker.ts';

/** Where the packer packs: a GLN of its own company prefix. */
export const site = '9521987000025';

export type ExchangeWorld = Awaited<ReturnType<typeof startExchangeWorld>>;
export type ExchangeHouse = Awaited<ReturnType<ExchangeWorld['house']>>;

/** What the function that acts on messages works with, over the engines of an inbound world. */
function needsOf(world: Awaited<ReturnType<typeof startInboundWorld>>) {
  const { db } = world.engine;
  const own = world.needs();
  const pools = serialPools(db, tables.serials);
  let drawn = 0;
  return {
    ...own,
    mappings: mappings(db, tables.registry),
    deliveries: deliveries(db, tables.deliveries),
    wakePartner: async () => undefined,
    pools,
    cipher: openCipher,
    placesOf: epcPlaces(pools, openCipher),
    blocks: serialBlocks(db, tables.serials),
    used: usedCounters(db, tables.ledger),
    lots: lots(db, tables.registry, tables.deliveries),
    ledger: world.ledger,
    commissioned: commissionedCounters(db, tables.ledger, world.ledger),
    fates: lotFates(db, tables.ledger),
    exceptions: exceptions(db, tables.deliveries),
    cases: deskCases(db, tables.deliveries),
    refills: refills(db, tables.deliveries),
    audit: (tenant: string, entry: NewEntry) => auditPut(tables.registry, tenant, entry),
    announced: (tenant: string, happening: Happening) => announced(tables.deliveries, tenant, happening),
    announce: announce(db, tables.deliveries),
    wakeRefill: async () => undefined,
    uuid: () => `${String(++drawn).padStart(8, '0')}-7777-4888-9999-000000000001`,
  };
}

/** A tenant and its packer that only sends messages, on real engines: documents are read, captured and acted on. */
export async function startExchangeWorld() {
  const world = await startInboundWorld();
  const { db } = world.engine;
  const needs = needsOf(world);
  const act = actOnMessage(needs);
  const messages: MessageNeeds = { ...needs, messageByMapping: writeMessageByMapping(needs) };
  const drain = async () => {
    for (let round = 0; round < 20; round++) {
      await world.drain();
      const some = world.acted.splice(0);
      if (some.length === 0) return;
      for (const message of some) await act(message);
    }
  };
  let sent = 0;
  const house = async (packs: object | null = {}, families?: readonly string[]) => {
    const settings = { channel: 'https', url: 'https://packright.example/in', https: { auth: 'none' } };
    const mapping = { in: 'exchange-in', out: 'exchange-out' };
    const { tenant, gtin, pack } = await world.house({ ...settings, mapping, ...(packs !== null && { packs }) });
    const maps = mappingWorld(world.engine, tenant);
    await maps.inForce('exchange-in', { mapping: { format: 'serial-exchange', direction: 'in' } });
    const agreed = families === undefined ? {} : { families };
    await maps.inForce('exchange-out', { mapping: { format: 'serial-exchange', direction: 'out', ...agreed } });
    await needs.pools.create(tenant, good(newRandomPool({ id: 'packs', gtin, alphabet: '0123456789', length: 12 })));
    const sscc = { companyPrefix, extensionDigit: '0' };
    await needs.pools.create(tenant, good(newSsccPool({ id: 'logistic-units', ...sscc })));
    await approved(db, tenant, 'location', site, {
      companyPrefix: '9521987',
      name: 'Packright plant',
      kind: 'packaging',
      address: { city: 'Rotterdam', country: 'NL' },
      partner: 'packright',
    });
    const tell = orderMessage({ ...needs, table: tables.deliveries });
    const of = { tenant, gtin };
    return {
      ...of,
      pack,
      /** Leaves so many numbers in a pool. */
      leave: (pool: string, count: number) =>
        db.send(
          new UpdateCommand({
            TableName: tables.serials,
            Key: poolKey(tenant, pool),
            UpdateExpression: 'SET #last = :last',
            ExpressionAttributeNames: { '#last': 'last' },
            ExpressionAttributeValues: { ':last': count - 1 },
          }),
        ),
      /** Orders a lot from the packer. */
      order: async (lot: string, change: object = {}) => {
        const wanted = anOrder({ owner: tenant, gtin, lot, order: `order-${lot}`, site, pool: 'packs', ...change });
        const told = await tell(tenant, wanted);
        await needs.lots.create(tenant, wanted, new Date('2026-03-01T07:00:00Z'), 1, undefined, told.also);
        return told.deliveryId;
      },
      /** The packer sends a message, or several that are events; answers how the document stands then. */
      send: async (...said: readonly Message[]) => {
        const control = String(++sent);
        const header = { sender: '9521987000016', receiver: '9521321000018', controlNumber: control };
        const text = good(writeExchange({ ...header, date: '2026-03-01', time: '10:00:00Z' }, said));
        return await keep(tenant, control, text);
      },
      sendText: (text: string) => keep(tenant, String(++sent), text),
      /** What the packer is told, in the order in which it was planned. */
      told: async () => {
        const rows = (await needs.deliveries.list(tenant, { limit: 100 })).deliveries;
        return rows.flatMap((row) => (row.subject.message === undefined ? [] : [row]));
      },
      /** What a delivery says, as the packer reads it. */
      written: async (deliveryId: string) => {
        const row = await needs.deliveries.get(tenant, deliveryId);
        const partner = await needs.registry.partner(tenant, 'packright');
        if (row?.subject.message === undefined || partner === undefined) throw new Error('no message');
        const { body, fileName } = await writeMessage(messages, row, partner, row.subject.message);
        const read = readExchange(Buffer.from(body).toString('utf8'));
        if (Array.isArray(read)) throw new Error(JSON.stringify(read));
        return { ...read, fileName };
      },
    };
  };
  const keep = async (tenant: string, name: string, text: string) => {
    const body = new Uint8Array(Buffer.from(text));
    const { documentId } = await world.keep({ tenant, senderId: name, fileName: `${name}.xml`, body });
    await drain();
    const row = await world.inbound.get(tenant, documentId);
    if (row === undefined) throw new Error('nothing was kept');
    return row;
  };
  return { ...world, needs, act, drain, house };
}
