import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { announce, announced } from '#common/announce.ts';
import { writeMessageByMapping } from '#common/mapping/write-by-mapping.ts';
import { orderMessage } from '#common/production/order-message.ts';
import { auditPut, type NewEntry } from '#common/store/audit.ts';
import { commissionedCounters } from '#common/store/commissioned-counters.ts';
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
import type { InboundMessage } from '#shared/messages/queue-messages.ts';
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

type Around = Awaited<ReturnType<typeof startInboundWorld>>;
type Needs = ReturnType<typeof needsOf>;

/** What the function that acts on messages works with, over the engines of an inbound world. */
function needsOf(world: Around, db: DynamoDBDocumentClient) {
  const own = world.needs(db);
  const pools = serialPools(db, tables.serials);
  let drawn = 0;
  return {
    ...own,
    mappings: mappings(db, tables.registry),
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

/** A partner that packs for a tenant and only sends messages: it is in force, and so are its mappings, its place and the tenant's pools. */
async function begun(world: Around, { pools }: Needs, packs: object | null, families?: readonly string[]) {
  const { db } = world.engine;
  const settings = { channel: 'https', url: 'https://packright.example/in', https: { auth: 'none' } };
  const mapping = { in: 'exchange-in', out: 'exchange-out' };
  const house = await world.house({ ...settings, mapping, ...(packs !== null && { packs }) });
  const { tenant, gtin } = house;
  const maps = mappingWorld(world.engine, tenant);
  await maps.inForce('exchange-in', { mapping: { format: 'serial-exchange', direction: 'in' } });
  const agreed = families === undefined ? {} : { families };
  await maps.inForce('exchange-out', { mapping: { format: 'serial-exchange', direction: 'out', ...agreed } });
  await pools.create(tenant, good(newRandomPool({ id: 'packs', gtin, alphabet: '0123456789', length: 12 })));
  await pools.create(tenant, good(newSsccPool({ id: 'logistic-units', companyPrefix, extensionDigit: '0' })));
  await approved(db, tenant, 'location', site, {
    companyPrefix: '9521987',
    name: 'Packright plant',
    kind: 'packaging',
    address: { city: 'Rotterdam', country: 'NL' },
    partner: 'packright',
  });
  return house;
}

/** What a delivery says, as the packer reads it. */
async function writtenOf(needs: Needs, tenant: string, deliveryId: string) {
  const messages: MessageNeeds = { ...needs, messageByMapping: writeMessageByMapping(needs) };
  const row = await needs.deliveries.get(tenant, deliveryId);
  const partner = await needs.registry.partner(tenant, 'packright');
  if (row?.subject.message === undefined || partner === undefined) throw new Error('no message');
  const { body, fileName } = await writeMessage(messages, row, partner, row.subject.message);
  const read = readExchange(Buffer.from(body).toString('utf8'));
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return { ...read, fileName };
}

/** Leaves so many numbers in a pool. */
const leave = (db: DynamoDBDocumentClient, tenant: string) => (pool: string, count: number) =>
  db.send(
    new UpdateCommand({
      TableName: tables.serials,
      Key: poolKey(tenant, pool),
      UpdateExpression: 'SET #last = :last',
      ExpressionAttributeNames: { '#last': 'last' },
      ExpressionAttributeValues: { ':last': count - 1 },
    }),
  );

/** Orders a lot from the packer; answers the delivery that tells it. */
const ordering =
  (needs: Needs, tenant: string, gtin: string) =>
  async (lot: string, change: object = {}) => {
    const wanted = anOrder({ owner: tenant, gtin, lot, order: `order-${lot}`, site, pool: 'packs', ...change });
    const told = await orderMessage({ ...needs, table: tables.deliveries })(tenant, wanted);
    await needs.lots.create(tenant, wanted, new Date('2026-03-01T07:00:00Z'), 1, undefined, told.also);
    return told.deliveryId;
  };

/** A tenant and its packer that only sends messages, on real engines: documents are read, captured and acted on. */
export async function startExchangeWorld() {
  const world = await startInboundWorld();
  const { db } = world.engine;
  const needs = needsOf(world, db);
  /** @param on a table engine that fails */
  const act = (message: InboundMessage, on?: DynamoDBDocumentClient) =>
    actOnMessage(on === undefined ? needs : needsOf(world, on))(message);
  const drain = async () => {
    for (let round = 0; round < 20; round++) {
      await world.drain();
      const some = world.acted.splice(0);
      if (some.length === 0) return;
      for (const message of some) await act(message);
    }
  };
  let sent = 0;
  /** Kept, and read; not acted on. */
  const hand = async (tenant: string, name: string, text: string) => {
    const body = new Uint8Array(Buffer.from(text));
    const { documentId } = await world.keep({ tenant, senderId: name, fileName: `${name}.xml`, body });
    await world.drain();
    return documentId;
  };
  const rowOf = async (tenant: string, documentId: string) => {
    const row = await world.inbound.get(tenant, documentId);
    if (row === undefined) throw new Error('nothing was kept');
    return row;
  };
  const house = async (packs: object | null = {}, families?: readonly string[]) => {
    const { tenant, gtin, pack } = await begun(world, needs, packs, families);
    const textOf = (said: readonly Message[]) => {
      const header = { sender: '9521987000016', receiver: '9521321000018', controlNumber: String(++sent) };
      return good(writeExchange({ ...header, date: '2026-03-01', time: '10:00:00Z' }, said));
    };
    const sendText = async (text: string) => {
      const documentId = await hand(tenant, `file-${++sent}`, text);
      await drain();
      return rowOf(tenant, documentId);
    };
    return {
      ...{ tenant, gtin, pack, sendText },
      leave: leave(db, tenant),
      /** One more pool of random serials, shorter than the first one's, of the product or of another GTIN. */
      pool: (id: string, of = gtin) =>
        needs.pools.create(tenant, good(newRandomPool({ id, gtin: of, alphabet: '0123456789', length: 11 }))),
      order: ordering(needs, tenant, gtin),
      /** The packer sends a message, or several that are events; answers how the document stands then. */
      send: (...said: readonly Message[]) => sendText(textOf(said)),
      /** The same, for a test that acts on it by itself; answers the document's id. */
      hand: (...said: readonly Message[]) => hand(tenant, `file-${++sent}`, textOf(said)),
      /** What the packer is told, in the order in which it was planned. */
      told: async () => {
        const rows = (await needs.deliveries.list(tenant, { limit: 100 })).deliveries;
        return rows.flatMap((row) => (row.subject.message === undefined ? [] : [row]));
      },
      written: (deliveryId: string) => writtenOf(needs, tenant, deliveryId),
    };
  };
  return { ...world, needs, act, drain, house };
}
