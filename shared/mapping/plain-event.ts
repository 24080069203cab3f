import type { AggregationEvent, BizTransaction, EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { eventAsJson } from '../epcis/event-as-json.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { ilmdText } from '../trace/ilmd-text.ts';
import { SAMPLE_KIND } from '../trace/sample.ts';
import type { Json } from '../wire/json.ts';
import { factsOf, kindOf, type PlainKind, plainKinds } from './plain-kinds.ts';

/** Why a unit left, in a word of ours: CBV has none. */
export const REASON = 'urn:seriate:epcis:reason';

interface Role {
  readonly type: string;
  readonly id: string;
}

/** An event as flat forms tell it. Absent members are not told. */
export interface PlainEvent {
  readonly kind: PlainKind;
  readonly at: string;
  readonly offset: string;
  readonly eventId?: string;
  /** What it is about; of packing what goes in. Empty of an unpacking of all. */
  readonly epcs: readonly string[];
  readonly parent?: string;
  readonly lot?: string;
  /** `YYYY-MM-DD`, and so is `produced`. */
  readonly expiry?: string;
  readonly produced?: string;
  readonly disposition?: string;
  readonly readPoint?: string;
  readonly bizLocation?: string;
  readonly transactions?: readonly BizTransaction[];
  readonly sources?: readonly Role[];
  readonly destinations?: readonly Role[];
  readonly reason?: string;
}

/** Names of CBV's master data attributes (CBV 2.0 §9.2). */
const LOT = 'lotNumber';
const EXPIRY = 'itemExpirationDate';
const PRODUCED = 'productionDate';

/** The event without what flat forms have no place for: extensions, certificates. Refused is what would be told falsely without the rest. */
export function plainOf(event: EpcisEvent): PlainEvent | Refusal {
  if (event.errorDeclaration !== undefined) return untold('an event that was declared an error', '/errorDeclaration');
  if (!isPlainType(event)) return untold(`a ${event.type}`, '/type');
  const kind = kindOf(event.type, event.action, event.bizStep, event.disposition);
  if (kind === undefined)
    return untold(`${event.type} ${event.action} with step ${event.bizStep ?? 'none'}`, '/bizStep');
  const quantities = event.type === 'ObjectEvent' ? event.quantityList : event.childQuantityList;
  if (quantities !== undefined && quantities.length > 0) return untold('quantities without serials', '/quantityList');
  const epcs = (event.type === 'ObjectEvent' ? event.epcList : event.childEPCs) ?? [];
  if (epcs.length === 0 && kind !== 'unpack') return untold('an event without EPCs', '/epcList');
  const parent = event.type === 'AggregationEvent' ? event.parentID : undefined;
  if (event.type === 'AggregationEvent' && parent === undefined)
    return untold('packing without its parent', '/parentID');
  return {
    kind,
    at: event.eventTime,
    offset: event.eventTimeZoneOffset,
    epcs,
    ...given({ eventId: event.eventID, parent, disposition: event.disposition }),
    ...given({ readPoint: event.readPoint?.id, bizLocation: event.bizLocation?.id }),
    ...ilmdOf(event),
    ...papersOf(event),
  };
}

const isPlainType = (event: EpcisEvent): event is ObjectEvent | AggregationEvent =>
  event.type === 'ObjectEvent' || event.type === 'AggregationEvent';

const untold = (what: string, at: string): Refusal =>
  refuse('unsupported', `${what} cannot be told in this form`, {
    at,
    rule: `Seriate mapping: it tells ${plainKinds.join(', ')}`,
    remedy: 'leave such events out ("select" of the mapping), or take an EPCIS format',
  });

function ilmdOf(event: ObjectEvent | AggregationEvent) {
  if (event.type !== 'ObjectEvent') return {};
  const { ilmd, '@context': context } = event;
  const told = (name: string) => ilmdText(ilmd, name, context) || undefined;
  return given({ lot: told(LOT), expiry: dayIn(told(EXPIRY)), produced: dayIn(told(PRODUCED)) });
}

/** Some say a time where a day is meant. */
const dayIn = (text: string | undefined) =>
  text !== undefined && /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text;

function papersOf(event: ObjectEvent | AggregationEvent) {
  const own = eventAsJson(event);
  const { bizTransactionList: transactions = [], sourceList = [], destinationList = [] } = event;
  return {
    ...(transactions.length > 0 && { transactions }),
    ...(sourceList.length > 0 && { sources: sourceList.map(({ type, source }) => ({ type, id: source })) }),
    ...(destinationList.length > 0 && {
      destinations: destinationList.map(({ type, destination }) => ({ type, id: destination })),
    }),
    ...given({ reason: textOf(own[event.bizStep === 'sampling' ? SAMPLE_KIND : REASON]) }),
  };
}

/** An empty text says nothing. */
const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

type Given<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without the members that are undefined. */
export const given = <T extends Record<string, unknown>>(members: T): Given<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;

/** The event that a flat form told. */
export function eventOf(plain: PlainEvent): ObjectEvent | AggregationEvent {
  const { type, action, bizStep, disposition } = factsOf(plain.kind);
  const { at, offset, epcs, parent, transactions, sources, destinations } = plain;
  const common = {
    eventTime: at,
    eventTimeZoneOffset: offset,
    ...given({ eventID: plain.eventId }),
    action,
    bizStep,
    disposition: plain.disposition ?? disposition,
    ...(plain.readPoint !== undefined && { readPoint: { id: plain.readPoint } }),
    ...(plain.bizLocation !== undefined && { bizLocation: { id: plain.bizLocation } }),
    ...(transactions && { bizTransactionList: transactions }),
    ...(sources && { sourceList: sources.map((one) => ({ type: one.type, source: one.id })) }),
    ...(destinations && { destinationList: destinations.map((one) => ({ type: one.type, destination: one.id })) }),
    ...(plain.reason !== undefined && { [plain.kind === 'sample' ? SAMPLE_KIND : REASON]: plain.reason }),
  };
  if (type === 'AggregationEvent')
    return { type, ...common, ...given({ parentID: parent }), ...(epcs.length > 0 && { childEPCs: epcs }) };
  const ilmd = given({
    [`cbvmda:${LOT}`]: plain.lot,
    [`cbvmda:${EXPIRY}`]: plain.expiry,
    [`cbvmda:${PRODUCED}`]: plain.produced,
  });
  return { type, ...common, epcList: epcs, ...(Object.keys(ilmd).length > 0 && { ilmd }) };
}
