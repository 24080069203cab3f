import type { EventQuery, Mark, MarkedField, TimeRange } from '#shared/epcis/query/event-query.ts';
import { marksOfNeeds } from '#shared/epcis/query/marks-of-needs.ts';
import type { Role } from '#shared/trace/mentions.ts';

/** Things, classes or ids that one query is read by at most: each is a partition of its own, and all are read at once. */
const MOST_KEYS = 200;
/** So few things have fewer events than a business transaction may have, or a class. */
const FEW_THINGS = 50;

/** Where the refs of a query are read; ids need none. */
export type Reads = { readonly from: 'eventID'; readonly ids: readonly string[] } | EventReads;
export type EventReads =
  | { readonly from: 'transformation'; readonly ids: readonly string[] }
  | { readonly from: 'transaction'; readonly ids: readonly string[] }
  | { readonly from: 'epc'; readonly epcs: readonly string[]; readonly roles: readonly Role[] }
  | { readonly from: 'class'; readonly classes: readonly string[] }
  | { readonly from: 'time'; readonly marks: readonly Mark[] };

/** Times in UTC with milliseconds: `from` inclusive, `to` exclusive, never narrower than what was asked. */
export interface Bounds {
  readonly from?: string;
  readonly to?: string;
}

/** How a query is answered: the index, the parameters it serves, and those that are judged event by event. */
export interface QueryPlan {
  readonly index: Reads['from'];
  readonly by: string;
  readonly filtered: readonly string[];
  readonly reads: Reads;
  /** Bounds of event time, which every index but that of event ids serves. */
  readonly span: Bounds;
  /** Bounds of record time, which every row of an index tells. */
  readonly recorded: Bounds;
}

/**
 * The cheapest way to the events of a query. Ids lead to an event each, transformations to a few, a short list of things to the events of their
 * lives, then transactions, longer lists, and classes to those of a product; time leads to all, less the hours in which a wanted field never has
 * a wanted value.
 *
 * @param answers of `query.needs`, in their order
 * @param asked names of all parameters, of which the plan tells those that no index serves
 */
export function planQuery(
  query: EventQuery,
  answers: readonly ReadonlySet<string>[],
  asked: readonly string[] = [],
): QueryPlan {
  const { eventTime, recordTime } = query.hints;
  const { reads, served } = byKey(query) ?? byTime(query, answers);
  const spanned = reads.from === 'eventID' ? [] : boundNames('eventTime', eventTime);
  const by = [...served, ...spanned];
  const filtered = asked.filter((name) => !by.includes(name) && !controls.has(name));
  return {
    index: reads.from,
    by: by.join('+') || 'nothing',
    filtered,
    reads,
    span: boundsOf(eventTime),
    recorded: boundsOf(recordTime),
  };
}

interface Choice {
  readonly reads: Reads;
  readonly served: readonly string[];
}

/** Parameters that say how results are given, not which. */
const controls = new Set(['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', 'perPage', 'nextPageToken']);

function byKey({ hints }: EventQuery): Choice | undefined {
  const { eventIds, transformationIds, transactions, things, classes } = hints;
  if (eventIds !== undefined) return { reads: { from: 'eventID', ids: eventIds }, served: ['EQ_eventID'] };
  if (transformationIds !== undefined && transformationIds.length <= MOST_KEYS)
    return { reads: { from: 'transformation', ids: transformationIds }, served: ['EQ_transformationID'] };
  const thing = fewest(things, ({ epcs }) => epcs.length);
  const byThing: Choice | undefined = thing && {
    reads: { from: 'epc', epcs: thing.epcs, roles: thing.roles },
    served: [thing.parameter],
  };
  if (thing !== undefined && thing.epcs.length <= FEW_THINGS) return byThing;
  const transaction = fewest(transactions, ({ ids }) => ids.length);
  if (transaction !== undefined)
    return { reads: { from: 'transaction', ids: transaction.ids }, served: [transaction.parameter] };
  if (byThing !== undefined) return byThing;
  const kind = fewest(classes, (one) => one.classes.length);
  return kind && { reads: { from: 'class', classes: kind.classes }, served: [kind.parameter] };
}

/** The hint with the fewest keys; one with too many leads nowhere faster than time does. */
function fewest<Hint>(hints: readonly Hint[], sizeOf: (hint: Hint) => number): Hint | undefined {
  const [first] = hints.filter((hint) => sizeOf(hint) <= MOST_KEYS).sort((a, b) => sizeOf(a) - sizeOf(b));
  return first;
}

function byTime(query: EventQuery, answers: readonly ReadonlySet<string>[]): Choice {
  const { marks, recordTime } = query.hints;
  const found = marksOfNeeds(query, answers);
  const served = [
    ...marks.map(({ field }) => parameterOf(field)),
    ...query.needs.filter((need) => marksOfNeeds({ needs: [need] }, []).length > 0).map(({ parameter }) => parameter),
    ...boundNames('recordTime', recordTime),
  ];
  return { reads: { from: 'time', marks: [...marks, ...found] }, served };
}

const parameterOf = (field: MarkedField) => (field === 'eventType' ? field : `EQ_${field}`);

function boundNames(field: 'eventTime' | 'recordTime', { from, to }: TimeRange): string[] {
  return [...(from === undefined ? [] : [`GE_${field}`]), ...(to === undefined ? [] : [`LT_${field}`])];
}

/** Positions in time begin with years of four digits. */
const EARLIEST = Date.UTC(-1, 11, 31, 24);
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Index rows know milliseconds only: finer bounds are judged event by event. */
function boundsOf({ from, to }: TimeRange): Bounds {
  return {
    ...(from !== undefined && from > EARLIEST && { from: iso(Math.min(Math.floor(from), LATEST)) }),
    ...(to !== undefined && to <= LATEST && { to: iso(Math.max(Math.ceil(to), EARLIEST)) }),
  };
}

const iso = (at: number) => new Date(at).toISOString();
