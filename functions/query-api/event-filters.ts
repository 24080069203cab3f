import { badParameter } from '#common/query-string.ts';
import type { EventRef } from '#common/store/index-refs.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { instantOf, isTime } from '#shared/epcis/time.ts';
import { bareWord } from '#shared/epcis/vocabulary.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { mentionsOf, type Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** One parameter of a query, read: what it asks of an event, and where it can of an index row that says the same. */
export interface Filter {
  readonly keeps: (stored: StoredEvent) => boolean;
  readonly fits?: (ref: Pick<EventRef, 'type' | 'bizStep' | 'disposition'>) => boolean;
}

type ReadFilter = (name: string, value: string) => Filter;

/** Roles of the things that a MATCH parameter looks at (EPCIS 2.0, SimpleEventQuery). */
export const matchedRoles: Readonly<Record<string, readonly Role[]>> = {
  MATCH_epc: ['epc', 'child'],
  MATCH_parentID: ['parent'],
  MATCH_inputEPC: ['input'],
  MATCH_outputEPC: ['output'],
  MATCH_anyEPC: ['epc', 'child', 'parent', 'input', 'output'],
};

/** Every parameter that filters. An event that lacks the field does not match. */
export const filters: Readonly<Record<string, ReadFilter>> = {
  eventType: (name, value) => {
    const types = new Set(members(name, value).map((type) => known(name, type, isType)));
    return { keeps: ({ event }) => types.has(event.type), fits: ({ type = '' }) => types.has(type) };
  },
  EQ_action: (name, value) => {
    const actions = new Set(members(name, value).map((action) => known(name, action, isAction)));
    return { keeps: ({ event }) => actions.has(actionOf(event)) };
  },
  EQ_bizStep: (name, value) => {
    const steps = new Set(members(name, value).map((step) => bareWord('bizStep', step)));
    return { keeps: ({ event }) => steps.has(event.bizStep ?? ''), fits: ({ bizStep = '' }) => steps.has(bizStep) };
  },
  EQ_disposition: (name, value) => {
    const wanted = new Set(members(name, value).map((disposition) => bareWord('disposition', disposition)));
    return {
      keeps: ({ event }) => wanted.has(event.disposition ?? ''),
      fits: ({ disposition = '' }) => wanted.has(disposition),
    };
  },
  EQ_readPoint: place((event) => event.readPoint?.id),
  EQ_bizLocation: place((event) => event.bizLocation?.id),
  EQ_eventID: (name, value) => {
    const ids = new Set(members(name, value));
    return { keeps: ({ eventId }) => ids.has(eventId) };
  },
  GE_eventTime: time(
    ({ event }) => event.eventTime,
    (at, bound) => at >= bound,
  ),
  LT_eventTime: time(
    ({ event }) => event.eventTime,
    (at, bound) => at < bound,
  ),
  GE_recordTime: time(
    ({ recordTime }) => recordTime,
    (at, bound) => at >= bound,
  ),
  LT_recordTime: time(
    ({ recordTime }) => recordTime,
    (at, bound) => at < bound,
  ),
  ...Object.fromEntries(Object.entries(matchedRoles).map(([name, roles]) => [name, match(roles)])),
};

/** The members of a list value, which `|` joins. */
export function members(name: string, value: string): string[] {
  const list = value.split('|');
  if (list.some((member) => member === '')) throw badParameter(name, 'has an empty member', 'join members by one |');
  return list;
}

/** An instant in milliseconds since 1970. */
export function instant(name: string, value: string): number {
  if (isTime(value)) return instantOf(value);
  throw badParameter(name, `is ${value}, not an ISO 8601 time with a zone`, 'write it like 2026-03-01T09:30:00Z');
}

function known(name: string, value: string, holds: (value: string) => boolean): string {
  if (holds(value)) return value;
  throw badParameter(name, `cannot be ${value}`);
}

const types = ['ObjectEvent', 'AggregationEvent', 'AssociationEvent', 'TransactionEvent', 'TransformationEvent'];
const isType = (type: string) => types.includes(type) || type.includes(':');
const isAction = (action: string) => ['ADD', 'OBSERVE', 'DELETE'].includes(action);

/** Extension members have a colon in their name, so `action` is the standard's wherever it stands. */
const actionOf = (event: EpcisEvent): string => ('action' in event ? String(event.action) : '');

function place(idOf: (event: EpcisEvent) => string | undefined): ReadFilter {
  return (name, value) => {
    const ids = new Set(members(name, value).map(canonicalEpc));
    return {
      keeps: ({ event }) => {
        const id = idOf(event);
        return id !== undefined && ids.has(canonicalEpc(id));
      },
    };
  };
}

function time(timeOf: (stored: StoredEvent) => string, holds: (at: number, bound: number) => boolean): ReadFilter {
  return (name, value) => {
    const bound = instant(name, value);
    return { keeps: (stored) => holds(instantOf(timeOf(stored)), bound) };
  };
}

function match(roles: readonly Role[]): ReadFilter {
  return (name, value) => {
    const epcs = new Set(members(name, value).map(canonicalEpc));
    return {
      keeps: ({ event }) => mentionsOf(event).some(({ epc, role }) => roles.includes(role) && epcs.has(epc)),
    };
  };
}
