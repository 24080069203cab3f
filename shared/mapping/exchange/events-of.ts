import type { EpcisEvent } from '../../epcis/event.ts';
import { eventOf, given, type PlainEvent } from '../plain-event.ts';
import { factsOf, type PlainKind } from '../plain-kinds.ts';
import { deliveryOf } from './delivery-of.ts';
import { type ContentOf, type EventFamily, eventFamilies, type Message, type OtherMessage } from './families.ts';

type EventMessage = Exclude<Message, OtherMessage>;

const known: ReadonlySet<string> = new Set<EventFamily>(eventFamilies);

/** True for messages that say what happened to units. */
export const isEventMessage = (message: Message): message is EventMessage => known.has(message.family);

/** What every part of such a message says. */
type Part = Pick<
  ContentOf<'receipt'>['receipts'][number],
  | 'at'
  | 'offset'
  | 'eventId'
  | 'readPoint'
  | 'bizLocation'
  | 'disposition'
  | 'transactions'
  | 'sources'
  | 'destinations'
>;

/**
 * The events that a message tells, in its order. A movement that names no despatch advice is of the delivery of its message.
 *
 * @param sender of the document, as the tenant knows it
 */
export function eventsOf(message: EventMessage, sender: string): EpcisEvent[] {
  const delivery = deliveryOf(message, sender).map(({ type, number }) => ({ type, bizTransaction: number }));
  return plainsOf(message).map((plain) => {
    const { transactions = [] } = plain;
    const isTold = delivery.length === 0 || transactions.some(({ type }) => type === 'desadv');
    return eventOf(isTold ? plain : { ...plain, transactions: [...transactions, ...delivery] });
  });
}

function plainsOf(message: EventMessage): PlainEvent[] {
  switch (message.family) {
    case 'disposition-assigned':
      return assigned(message.content);
    case 'disposition-updated':
      return message.content.updates.map(({ became, reason, epcs, ...part }) => ({
        ...plain(kindOfUpdate[became], part, epcs),
        ...given({ reason }),
      }));
    case 'disaggregated':
      return message.content.disaggregations.map(({ parent, contents = [], ...part }) => ({
        ...plain('unpack', part, contents),
        parent,
      }));
    case 'sales-shipment':
      return message.content.shipments.map(({ voided, epcs, ...part }) =>
        plain(voided ? 'void-shipment' : 'ship', part, epcs),
      );
    case 'receipt':
      return message.content.receipts.map(({ epcs, ...part }) => plain('receive', part, epcs));
    case 'return':
      return message.content.returns.map(({ epcs, ...part }) => plain('return', part, epcs));
  }
}

/** Commissionings of the lot, then packings. */
function assigned({
  lot,
  expiry,
  produced,
  commissions = [],
  aggregations = [],
}: ContentOf<'disposition-assigned'>): PlainEvent[] {
  return [
    ...commissions.map(({ kind, epcs, ...part }) => ({
      ...plain(kind === 'ENCODED' ? 'encode' : 'commission', part, epcs),
      ...given({ lot, expiry, produced }),
    })),
    ...aggregations.map(({ parent, contents, packed: _, quantity: __, ...part }) => ({
      ...plain('pack', part, contents),
      parent,
    })),
  ];
}

export const kindOfUpdate = {
  DEACTIVATED: 'deactivate',
  DECOMMISSIONED: 'decommission',
  DESTROYED: 'destroy',
  SAMPLED: 'sample',
} as const satisfies Record<string, PlainKind>;

function plain(
  kind: PlainKind,
  { transactions, sources, destinations, ...part }: LoosePart,
  epcs: readonly string[],
): PlainEvent {
  const parties = (list: LoosePart['sources']) => list?.map(({ role, id }) => ({ type: role, id }));
  return {
    kind,
    at: part.at,
    offset: part.offset,
    epcs,
    disposition: part.disposition ?? factsOf(kind).disposition,
    ...given({ eventId: part.eventId, readPoint: part.readPoint, bizLocation: part.bizLocation }),
    ...given({
      transactions: transactions?.map(({ type, number }) => ({
        ...(type !== NO_TYPE && { type }),
        bizTransaction: number,
      })),
      sources: parties(sources),
      destinations: parties(destinations),
    }),
  };
}

type LoosePart = { readonly [Name in keyof Part]: Part[Name] | undefined } & Pick<Part, 'at' | 'offset'>;

/** Of a reference whose type nobody told. */
export const NO_TYPE = 'other';
