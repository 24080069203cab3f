import { badParameter, perPageOf } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { Role } from '#shared/trace/mentions.ts';
import { type Filter, filters, instant, matchedRoles, members } from './event-filters.ts';
import { isStandardParameter } from './known-parameters.ts';
import { readPageToken } from './page-token.ts';

/** Events of one page at most. */
const MOST = 1000;

/** What leads to events: their ids, things they name, or else a stretch of time. */
export interface EventQuery {
  readonly ids?: readonly string[];
  readonly things?: { readonly epcs: readonly string[]; readonly roles: readonly Role[] };
  /** Bounds of event time in UTC with milliseconds, never narrower than what was asked. */
  readonly from?: string;
  readonly to?: string;
  readonly ascending: boolean;
  readonly after?: string;
  readonly perPage: number;
  readonly filters: readonly Filter[];
}

/** Reads the parameters of SimpleEventQuery. Unknown, misspelt and malformed ones are refused, each by name. */
export function readQuery(parameters: ReadonlyMap<string, string>): EventQuery {
  const asked = [...parameters].filter(([name]) => !controls.has(name));
  const read = asked.map(([name, value]) => filterOf(name)(name, value));
  mustOrderByEventTime(parameters.get('orderBy'));
  const ids = parameters.get('EQ_eventID');
  const things = fewestThings(asked);
  return {
    ...(ids !== undefined && { ids: members('EQ_eventID', ids) }),
    ...(things !== undefined && { things }),
    ...bounds(parameters),
    ascending: ascending(parameters.get('orderDirection')),
    ...after(parameters),
    perPage: perPageOf(parameters, MOST),
    filters: read,
  };
}

const controls = new Set(['orderBy', 'orderDirection', 'perPage', 'nextPageToken']);

function filterOf(name: string) {
  const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
  if (filter !== undefined) return filter;
  if (!isStandardParameter(name))
    throw badParameter(name, 'is no parameter of SimpleEventQuery', 'check its spelling; case counts');
  throw new Refused(
    refuse('unsupported', `${name} is not supported yet`, {
      at: name,
      remedy: `leave it out and filter what is answered; supported are ${[...Object.keys(filters), ...controls].join(', ')}`,
    }),
  );
}

function mustOrderByEventTime(orderBy = 'eventTime'): void {
  if (orderBy === 'eventTime') return;
  if (orderBy !== 'recordTime' && !orderBy.includes(':'))
    throw badParameter('orderBy', `cannot be ${orderBy}`, 'eventTime is supported');
  throw new Refused(
    refuse('unsupported', `ordering by ${orderBy} is not supported yet`, {
      at: 'orderBy',
      remedy: 'order by eventTime',
    }),
  );
}

function ascending(direction = 'DESC'): boolean {
  if (direction === 'ASC' || direction === 'DESC') return direction === 'ASC';
  throw badParameter('orderDirection', `is ${direction}`, 'send ASC or DESC');
}

/** One MATCH parameter leads to the events, the one with the fewest things; all of them filter. */
function fewestThings(asked: readonly (readonly [string, string])[]): EventQuery['things'] {
  let fewest: EventQuery['things'];
  for (const [name, value] of asked) {
    const roles = Object.hasOwn(matchedRoles, name) ? matchedRoles[name] : undefined;
    if (roles === undefined) continue;
    const epcs = members(name, value);
    mustBeNoPattern(name, epcs);
    if (fewest === undefined || epcs.length < fewest.epcs.length) fewest = { epcs, roles };
  }
  return fewest;
}

function mustBeNoPattern(name: string, epcs: readonly string[]): void {
  const pattern = epcs.find((epc) => epc.startsWith('urn:epc:idpat:'));
  if (pattern === undefined) return;
  throw new Refused(
    refuse('unsupported', `${name}: the pattern ${pattern} is not supported yet`, {
      at: name,
      remedy: 'list the EPCs, joined by |',
    }),
  );
}

/** Index rows know milliseconds only: the filters decide about finer bounds. */
function bounds(parameters: ReadonlyMap<string, string>): { from?: string; to?: string } {
  const [from, to] = [parameters.get('GE_eventTime'), parameters.get('LT_eventTime')];
  return {
    ...(from !== undefined && { from: new Date(Math.floor(instant('GE_eventTime', from))).toISOString() }),
    ...(to !== undefined && { to: new Date(Math.ceil(instant('LT_eventTime', to))).toISOString() }),
  };
}

function after(parameters: ReadonlyMap<string, string>): { after?: string } {
  const at = readPageToken(parameters);
  return at === undefined ? {} : { after: at };
}
