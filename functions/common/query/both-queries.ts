import type { EventQuery, QueryHints, TimeRange } from '#shared/epcis/query/event-query.ts';

/**
 * The query whose events match both. Results come in the order of `query`; of limits the lower holds.
 */
export function bothQueries(query: EventQuery, further: EventQuery): EventQuery {
  const eventCountLimit = lower(query.eventCountLimit, further.eventCountLimit);
  const maxEventCount = lower(query.maxEventCount, further.maxEventCount);
  return {
    hints: bothHints(query.hints, further.hints),
    order: query.order,
    ...(eventCountLimit !== undefined && { eventCountLimit }),
    ...(maxEventCount !== undefined && { maxEventCount }),
    needs: [...query.needs, ...further.needs],
    matcher: (answers) => {
      const first = query.matcher(answers.slice(0, query.needs.length));
      const second = further.matcher(answers.slice(query.needs.length));
      return (queried) => first(queried) && second(queried);
    },
    orderValue: (queried) => query.orderValue(queried),
  };
}

function bothHints(a: QueryHints, b: QueryHints): QueryHints {
  const eventIds = common(a.eventIds, b.eventIds);
  const transformationIds = common(a.transformationIds, b.transformationIds);
  return {
    ...(eventIds && { eventIds }),
    ...(transformationIds && { transformationIds }),
    things: [...a.things, ...b.things],
    classes: [...a.classes, ...b.classes],
    transactions: [...a.transactions, ...b.transactions],
    marks: [...a.marks, ...b.marks],
    eventTime: overlap(a.eventTime, b.eventTime),
    recordTime: overlap(a.recordTime, b.recordTime),
  };
}

/** What both lists have; of a list that one query does not have, the other's. */
function common(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const second = new Set(b);
  return a.filter((one) => second.has(one));
}

function overlap(a: TimeRange, b: TimeRange): TimeRange {
  const from = Math.max(a.from ?? Number.NEGATIVE_INFINITY, b.from ?? Number.NEGATIVE_INFINITY);
  const to = lower(a.to, b.to);
  return { ...(from > Number.NEGATIVE_INFINITY && { from }), ...(to !== undefined && { to }) };
}

function lower(a: number | undefined, b: number | undefined): number | undefined {
  const least = Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(least) ? least : undefined;
}
