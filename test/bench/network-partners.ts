import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ciphersOf } from '#common/pool-cipher.ts';
import { inLanes } from '#common/store/batches.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import type { As2Settings, SftpSettings } from '#shared/network/channel-settings.ts';
import { expandBlock } from '#shared/serials/expand-block.ts';
import { newRandomPool } from '#shared/serials/new-pool.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { approved } from '../kit/approved.ts';
import { aProduct } from '../kit/builders.ts';
import { good, type World } from '../kit/delivery-world.ts';
import {
  adviceOf,
  type BenchDocument,
  behaviourOf,
  deliveryIdOf,
  eventIdOf,
  nameOf,
  PARTNERS,
  sides,
  spelt,
  tenant,
  wayOf,
} from './network-documents.ts';

// What is there before the senders of the network's bench begin: partners in force, packs of a pool of the tenant's own, and a shipment of each.

/** Where the peers are. */
export interface Peers {
  readonly url: string;
  /** Where nobody listens. */
  readonly nobody: string;
  readonly as2: Pick<As2Settings, 'certificates'>;
  readonly sftp: Pick<SftpSettings, 'user' | 'hostKeys'> & { readonly url: string };
}

/** Has every partner in force, on both sides. */
export async function storePartners(db: DynamoDBDocumentClient, peers: Peers): Promise<void> {
  for (let partner = 0; partner < PARTNERS; partner++)
    for (const side of sides) {
      const [name, behaviour, way] = [nameOf(side, partner), behaviourOf(partner), wayOf(partner)];
      const base = behaviour === 'down' ? peers.nobody : peers.url;
      await approved(db, tenant, 'partner', name, {
        name: `Partner ${partner}`,
        party: `urn:epc:id:pgln:9521${String(partner).padStart(3, '0')}.00001`,
        channel: way === 'ordered' ? 'https' : way,
        url: way === 'sftp' ? peers.sftp.url : `${base}/${behaviour}/${name}${way === 'as2' ? '/as2' : ''}`,
        ...(way === 'ordered' && { ordered: true }),
        ...(way === 'as2' && { as2: { id: name, certificates: peers.as2.certificates } }),
        ...(way === 'sftp' && { sftp: { user: peers.sftp.user, hostKeys: peers.sftp.hostKeys, out: name } }),
      });
    }
}

const companyPrefix = '4150000';
const gtin = '04150000000015';
const place = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:4150000.00001.0',
  bizLocation: 'urn:epc:id:sgln:4150000.00001.0',
};
const begin = Date.parse('2026-03-01T06:00:00Z');
/** Packs that are commissioned together, each of which is shipped by itself. */
const TOGETHER = 20;
/** Counters from one pack to the next: a run of 256 has few that are shipped by themselves. */
const APART = 64;

/** Stores the events of so many documents. */
export async function storeEvents({ needs, pools, cipher, table }: World, documents: number): Promise<void> {
  await approved(table.db, tenant, 'product', gtin, aProduct({ companyPrefix }));
  const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXY';
  const pool = good(newRandomPool({ id: 'packs', gtin, alphabet, length: 13 }));
  await pools.create(tenant, { ...pool, next: pool.next + documents * APART });
  const ciphers = await ciphersOf(cipher, tenant, pool);
  const packOf = (document: number) => {
    const counter = pool.next + document * APART;
    const [serial = ''] = expandBlock(pool, { first: counter, last: counter }, ciphers);
    return good(sgtinUrn({ gtin, serial, companyPrefix }));
  };
  const firsts = Array.from({ length: Math.ceil(documents / TOGETHER) }, (_, i) => i * TOGETHER);
  await inLanes(firsts, (first) =>
    needs.ledger.append(tenant, eventsFrom(first, Math.min(documents, first + TOGETHER), packOf)),
  );
}

function eventsFrom(first: number, end: number, packOf: (document: number) => string): StoredEvent[] {
  const documents = Array.from({ length: end - first }, (_, i) => first + i);
  const packs = documents.map(packOf);
  const at = new Date(begin - 3_600_000 + first).toISOString();
  const made = commissionEvent({ epcs: packs, at, lot: 'LOT1', expiry: '2028-12-31', ...place });
  const stored = (eventId: string, position: number) => ({
    eventId,
    recordTime: new Date(begin + position).toISOString(),
    captureId: 'c1',
    position,
  });
  const madeId = `urn:uuid:00000000-0000-4000-9000-${String(first).padStart(12, '0')}`;
  return [
    { ...stored(madeId, first * 2), event: { ...made, eventID: madeId } },
    ...documents.map((document, i) => {
      const eventID = eventIdOf(document);
      const shipped = shipEvent({
        epcs: [packs[i] ?? ''],
        at: new Date(begin + document).toISOString(),
        from: 'urn:epc:id:pgln:4150000.00001',
        to: 'urn:epc:id:pgln:9521999.00001',
        offset: place.offset,
        readPoint: place.readPoint,
        despatchAdvice: adviceOf(document),
      });
      return { ...stored(eventID, document * 2 + 1), event: { ...shipped, eventID } };
    }),
  ];
}

/** A document for a partner, as the planner would have it. */
export function deliveryOf(document: BenchDocument): NewDelivery {
  const { number, side, partner } = document;
  return {
    tenant,
    deliveryId: deliveryIdOf(document),
    kind: 'delivery',
    partner: nameOf(side, partner),
    subject: { eventIds: [eventIdOf(number)] },
    ...(wayOf(partner) === 'ordered' && { place: `${new Date(begin).toISOString()}#${spelt(number)}` }),
  };
}
