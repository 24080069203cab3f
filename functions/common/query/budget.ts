import { Refused } from '#common/refused.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { refuse } from '#shared/refusal.ts';

/** What one page may cost: an index row looked at costs 1 and an eighth for every ref in it, an event fetched to be judged 10. */
const MOST = 200_000;
const REF_COST = 1 / 8;
const FETCH_COST = 10;
/** The function has 29 s, of which writing the answer takes its part. */
const LONGEST_MS = 20_000;

/** What was done for an answer: index rows looked at, events fetched. */
export interface Cost {
  readonly looked: number;
  readonly fetched: number;
}

export type Budget = ReturnType<typeof openBudget>;

/**
 * Counts what one page costs, in rows and time, so that no query runs on without end.
 *
 * @param until time on the clock when it is spent at the latest, whenever it was opened
 */
export function openBudget(clock: () => number, until = Number.POSITIVE_INFINITY) {
  const end = Math.min(clock() + LONGEST_MS, until);
  let looked = 0;
  let refs = 0;
  let fetched = 0;
  return {
    /** `held`: the refs that the rows hold. */
    look: (rows = 1, held = 0): void => {
      looked += rows;
      refs += held;
    },
    fetch: (events = 1): void => {
      fetched += events;
    },
    isSpent: (): boolean => looked + refs * REF_COST + fetched * FETCH_COST >= MOST || clock() >= end,
    cost: (): Cost => ({ looked, fetched }),
  };
}

/** The refusal of a query that looks at too much for what it finds, with the parameters that would narrow it (QueryTooComplexException). */
export function tooComplex(query: EventQuery, detail = 'the query looks at too many events'): Refused {
  return new Refused(
    refuse('too-complex', detail, { rule: 'EPCIS 2.0 §8.2.5, QueryTooComplexException', remedy: adviceFor(query) }),
  );
}

/** The parameters that lead to fewer events, those first that the query does not have. */
function adviceFor({ hints, order }: EventQuery): string {
  const { things, classes, eventTime } = hints;
  const { from, to } = eventTime;
  const missing = [
    ...(from === undefined ? ['GE_eventTime'] : []),
    ...(to === undefined ? ['LT_eventTime'] : []),
    ...(things.length === 0 ? ['MATCH_anyEPC'] : []),
    ...(things.length === 0 && classes.length === 0 ? ['MATCH_anyEPCClass'] : []),
  ];
  const advice = [
    missing.length === 0 ? 'list fewer identifiers' : `add ${missing.join(', ')}`,
    ...(from !== undefined && to !== undefined ? ['bring GE_eventTime and LT_eventTime closer together'] : []),
    ...(order.by === 'eventTime' ? [] : ['order by eventTime, which needs no sorting']),
  ];
  return advice.join('; ');
}
