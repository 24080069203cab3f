import type { EpcisEvent } from '../../epcis/event.ts';
import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { ExchangeMapping } from '../mapping.ts';
import { given, type PlainEvent, plainOf } from '../plain-event.ts';
import { factsOf, type PlainKind } from '../plain-kinds.ts';
import { kindOfUpdate, NO_TYPE } from './events-of.ts';
import type { ContentOf, EventFamily, Message } from './families.ts';

/** Problems that are told of one document. */
const MOST_TOLD = 20;

const familyOfKind: Readonly<Record<PlainKind, EventFamily>> = {
  commission: 'disposition-assigned',
  encode: 'disposition-assigned',
  pack: 'disposition-assigned',
  unpack: 'disaggregated',
  ship: 'sales-shipment',
  'void-shipment': 'sales-shipment',
  receive: 'receipt',
  return: 'return',
  deactivate: 'disposition-updated',
  decommission: 'disposition-updated',
  destroy: 'disposition-updated',
  sample: 'disposition-updated',
};

/**
 * The messages that tell events: those that follow each other and are of one family stand in one, and what is assigned is of one lot a message. `respell`
 * spells EPCs as is agreed.
 */
export function messagesOf(
  { families }: Pick<ExchangeMapping, 'families'>,
  events: readonly EpcisEvent[],
  respell: (epc: string) => string,
): Message[] | Refusal[] {
  const problems: Refusal[] = [];
  const groups: { family: EventFamily; plains: PlainEvent[] }[] = [];
  for (const [index, event] of events.entries()) {
    const told = plainOf(event);
    const family = isRefusal(told) ? undefined : familyOfKind[told.kind];
    if (isRefusal(told)) problems.push({ ...told, at: `/events/${index}${told.at ?? ''}` });
    else if (family !== undefined && families !== undefined && !families.includes(family))
      problems.push(notTaken(family, index));
    else if (family !== undefined) {
      const plain = {
        ...told,
        epcs: told.epcs.map(respell),
        ...(told.parent !== undefined && { parent: respell(told.parent) }),
      };
      const last = groups.at(-1);
      if (last !== undefined && last.family === family && goesWith(last.plains, plain)) last.plains.push(plain);
      else groups.push({ family, plains: [plain] });
    }
    if (problems.length >= MOST_TOLD) break;
  }
  return problems.length > 0 ? problems : groups.map(({ family, plains }) => messageOf(family, plains));
}

const notTaken = (family: string, index: number): Refusal =>
  refuse('unsupported', `${family} is none of the messages that were agreed`, {
    at: `/events/${index}`,
    remedy: 'add it to "families" of the mapping, or leave such events out by "select"',
  });

/** Commissionings of one lot stand together, and before the packings that follow them. */
function goesWith(plains: readonly PlainEvent[], next: PlainEvent): boolean {
  const last = plains.at(-1);
  if (next.kind !== 'commission' && next.kind !== 'encode') return true;
  const first = plains[0];
  return (
    last?.kind !== 'pack' &&
    first?.lot === next.lot &&
    first?.expiry === next.expiry &&
    first?.produced === next.produced
  );
}

function messageOf(family: EventFamily, plains: readonly PlainEvent[]): Message {
  switch (family) {
    case 'disposition-assigned':
      return { family, content: assigned(plains) };
    case 'disposition-updated':
      return { family, content: { updates: plains.map(update) } };
    case 'disaggregated':
      return {
        family,
        content: {
          disaggregations: plains.map((plain) => ({
            ...about(plain),
            parent: plain.parent ?? '',
            ...(plain.epcs.length > 0 && { contents: [...plain.epcs] }),
          })),
        },
      };
    case 'sales-shipment':
      return {
        family,
        content: {
          ...delivery(plains),
          shipments: plains.map((plain) => ({
            ...(plain.kind === 'void-shipment' && { voided: true }),
            ...moved(plain),
          })),
        },
      };
    case 'receipt':
      return { family, content: { ...delivery(plains), receipts: plains.map(moved) } };
    case 'return':
      return { family, content: { ...delivery(plains), returns: plains.map(moved) } };
  }
}

function assigned(plains: readonly PlainEvent[]): ContentOf<'disposition-assigned'> {
  const commissioned = plains.filter(({ kind }) => kind !== 'pack');
  const packed = plains.filter(({ kind }) => kind === 'pack');
  const [first] = commissioned;
  return {
    ...given({ lot: first?.lot, expiry: first?.expiry, produced: first?.produced }),
    ...(commissioned.length > 0 && {
      commissions: commissioned.map((plain) => ({
        ...(plain.kind === 'encode' && { kind: 'ENCODED' as const }),
        ...moved(plain),
      })),
    }),
    ...(packed.length > 0 && {
      aggregations: packed.map((plain) => ({
        ...about(plain),
        parent: plain.parent ?? '',
        quantity: plain.epcs.length,
        contents: [...plain.epcs],
      })),
    }),
  };
}

const wordOfKind = new Map<PlainKind, keyof typeof kindOfUpdate>([
  [kindOfUpdate.DEACTIVATED, 'DEACTIVATED'],
  [kindOfUpdate.DECOMMISSIONED, 'DECOMMISSIONED'],
  [kindOfUpdate.DESTROYED, 'DESTROYED'],
  [kindOfUpdate.SAMPLED, 'SAMPLED'],
]);

function update(plain: PlainEvent): ContentOf<'disposition-updated'>['updates'][number] {
  return {
    became: wordOfKind.get(plain.kind) ?? 'DECOMMISSIONED',
    ...moved(plain),
    ...given({ reason: plain.reason }),
  };
}

/** The despatch advice names the delivery. */
function delivery(plains: readonly PlainEvent[]): { deliveryNumber?: string } {
  const numbers = plains.map(
    ({ transactions = [] }) => transactions.find(({ type }) => type === 'desadv')?.bizTransaction,
  );
  const [first] = numbers;
  return first !== undefined && numbers.every((one) => one === first) ? { deliveryNumber: first } : {};
}

const moved = (plain: PlainEvent) => ({ ...about(plain), epcs: [...plain.epcs] });

function about({ kind, at, offset, disposition, transactions, sources, destinations, ...plain }: PlainEvent) {
  const parties = (list: PlainEvent['sources']) => list?.map(({ type, id }) => ({ role: type, id }));
  return {
    at,
    offset,
    ...given({ eventId: plain.eventId, readPoint: plain.readPoint, bizLocation: plain.bizLocation }),
    // What goes without saying is not said.
    ...given({ disposition: disposition === factsOf(kind).disposition ? undefined : disposition }),
    ...given({
      transactions: transactions?.map(({ type = NO_TYPE, bizTransaction }) => ({ type, number: bizTransaction })),
      sources: parties(sources),
      destinations: parties(destinations),
    }),
  };
}
