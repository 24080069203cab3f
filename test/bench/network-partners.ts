import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { approved } from '../kit/approved.ts';
import { good } from '../kit/delivery-world.ts';

// What the processes of the network's bench agree on: partners, how each behaves, and the documents.

export const tenant = 'bench';
export const PARTNERS = 50;

/**
 * How a partner misbehaves. down: nobody listens · error: status 500 · hangs: takes the document and never answers · unreadable: a page of HTML with status 200 · drips: takes the
 * document, tells what came of it a byte at a time, and refuses it in the end.
 */
export const broken = ['down', 'error', 'hangs', 'unreadable', 'drips'] as const;
export type Behaviour = (typeof broken)[number] | 'well';

/** Partners with numbers that 10 divides, less one, are broken. */
export const behaviourOf = (partner: number): Behaviour =>
  partner % 10 === 9 ? (broken[Math.floor(partner / 10)] ?? 'well') : 'well';

const channels = ['webhook', 'https', 'capture'] as const;
/** `alone` has the same documents for those who are well, and no partner that is broken. */
export type Side = 'alone' | 'together';
export const nameOf = (side: Side, partner: number) => `${side}-${String(partner).padStart(2, '0')}`;

/** Has every partner in force, on both sides. */
export async function storePartners(db: DynamoDBDocumentClient, peers: string, nobody: string): Promise<void> {
  for (let partner = 0; partner < PARTNERS; partner++)
    for (const side of ['alone', 'together'] as const) {
      const behaviour = behaviourOf(partner);
      const base = behaviour === 'down' ? nobody : peers;
      const channel = behaviour === 'drips' ? 'https' : channels[partner % channels.length];
      await approved(db, tenant, 'partner', nameOf(side, partner), {
        name: `Partner ${partner}`,
        party: `urn:epc:id:pgln:9521${String(partner).padStart(3, '0')}.00001`,
        channel,
        url: `${base}/${behaviour}/${partner}`,
      });
    }
}

/** Packs that are commissioned together, each of which is shipped by itself. */
const TOGETHER = 25;
const place = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:4150000.00001.0',
  bizLocation: 'urn:epc:id:sgln:4150000.00001.0',
};
const begin = Date.parse('2026-03-01T06:00:00Z');
const packOf = (document: number) =>
  good(sgtinUrn({ gtin: '04150000000015', serial: `P${String(document).padStart(9, '0')}`, companyPrefix: '4150000' }));

const stored = (event: EpcisEvent, position: number): StoredEvent => ({
  eventId: eventId(event),
  recordTime: new Date(begin + position).toISOString(),
  captureId: 'c1',
  position,
  event,
});

const shipped = (document: number) =>
  shipEvent({
    epcs: [packOf(document)],
    at: new Date(begin + document).toISOString(),
    from: 'urn:epc:id:pgln:4150000.00001',
    to: 'urn:epc:id:pgln:9521999.00001',
    offset: place.offset,
    readPoint: place.readPoint,
  });

/** The events of documents from one on, at most `TOGETHER`. */
export function eventsFrom(first: number, end: number): StoredEvent[] {
  const documents = Array.from({ length: Math.min(TOGETHER, end - first) }, (_, i) => first + i);
  const at = new Date(begin - 3_600_000 + first).toISOString();
  const epcs = documents.map(packOf);
  const made = commissionEvent({ epcs, at, lot: 'LOT1', expiry: '2028-12-31', ...place });
  return [stored(made, first * 2), ...documents.map((document) => stored(shipped(document), document * 2 + 1))];
}
export const eventsTogether = TOGETHER;

/** A document for a partner, as the planner would have it; documents go to partners in turn. */
export function deliveryOf(side: Side, document: number): NewDelivery {
  const partner = nameOf(side, document % PARTNERS);
  const id = `${side}-${String(document).padStart(9, '0')}`;
  return { tenant, deliveryId: id, kind: 'delivery', partner, subject: { eventIds: [eventId(shipped(document))] } };
}
