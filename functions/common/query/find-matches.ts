import { chunksOf } from '#common/store/batches.ts';
import type { Positioned } from '#common/store/declared-events.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { EventQuery, Queried } from '#shared/epcis/query/event-query.ts';
import type { Budget } from './budget.ts';
import { type Candidates, type FoundRefs, findCandidates } from './find-candidates.ts';
import { inRecordOrder } from './in-record-order.ts';
import type { EventReads, QueryPlan } from './plan-query.ts';
import { progressIn } from './progress.ts';

export type QueriedLedger = Candidates & Pick<Ledger, 'fetchEach' | 'findById'>;

/** An event that was judged, or the place where judging ended. */
export interface Judged {
  /** Absent when the event does not match. */
  readonly match?: Positioned;
  /** Nothing up to here was left out; none when ids lead to events. */
  readonly reached?: Reached;
  /** The budget ended here; events beyond were not looked at. */
  readonly isCut: boolean;
}

/** A place in the order of time, or of record time. */
export interface Reached {
  readonly at: string;
  readonly recordTime: string;
}

export interface Search {
  readonly query: EventQuery;
  readonly plan: QueryPlan;
  readonly keep: (queried: Queried) => boolean;
  readonly budget: Budget;
  /** Events the caller hopes for: no more are fetched at first. */
  readonly wanted: number;
  /** Only what lies beyond. */
  readonly after?: Reached;
}

/** Events fetched at a time. They are decoded one by one: each may have megabytes of JSON. */
const MOST_FETCHED = 100;
const FIRST = 32;
/** Events by id are decoded together. */
const IDS_AT_ONCE = 8;

/**
 * Every event that is judged, one by one: in the order of time or record time as the query wants it, or, when ids lead to it, in none. Whoever
 * has enough stops taking, and no further event is decoded.
 */
export async function* findMatches(ledger: QueriedLedger, tenant: string, search: Search): AsyncGenerator<Judged> {
  const { plan, budget } = search;
  if (plan.reads.from === 'eventID') {
    yield* matchesOfIds(ledger, tenant, plan.reads.ids, search);
    return;
  }
  const { refs, progress } = await refsInOrder(ledger, tenant, plan.reads, search);
  for (
    let size = Math.min(FIRST, search.wanted), last: Reached | undefined;
    ;
    size = Math.min(MOST_FETCHED, size * 2)
  ) {
    const some = await take(refs, size);
    for await (const one of ledger.fetchEach(tenant, some)) {
      budget.fetch();
      progress.judge(one.at);
      last = { at: one.at, recordTime: one.stored.recordTime };
      const isCut = budget.isSpent();
      yield { ...(search.keep(one.stored) && { match: one }), reached: last, isCut };
      if (isCut) return;
    }
    if (progress.isCut) {
      const at = progress.reached;
      const reached = at === undefined || at === last?.at ? last : { at, recordTime: '' };
      yield { ...(reached && { reached }), isCut: true };
      return;
    }
    if (some.length < size) return;
  }
}

async function refsInOrder(
  ledger: QueriedLedger,
  tenant: string,
  reads: EventReads,
  { query, plan, budget, after }: Search,
): Promise<FoundRefs> {
  const ascending = !query.order.descending;
  const candidates = (from: { after?: string }) =>
    findCandidates(ledger, tenant, reads, { plan, ascending, budget, ...from });
  if (query.order.by !== 'recordTime') return candidates(after === undefined ? {} : { after: after.at });
  const found = await candidates({});
  return {
    refs: inRecordOrder(found, { query, ...(after && { after }) }),
    progress: progressIn(ascending),
  };
}

async function* matchesOfIds(
  ledger: QueriedLedger,
  tenant: string,
  ids: readonly string[],
  { keep, budget }: Search,
): AsyncGenerator<Judged> {
  for (const some of chunksOf([...new Set(ids)], IDS_AT_ONCE)) {
    const found = await ledger.findById(tenant, some);
    budget.look(some.length);
    budget.fetch(found.length);
    for (const match of found) if (keep(match.stored)) yield { match, isCut: false };
    if (!budget.isSpent()) continue;
    yield { isCut: true };
    return;
  }
}

async function take(refs: AsyncGenerator<EventRef>, count: number): Promise<EventRef[]> {
  const some: EventRef[] = [];
  while (some.length < count) {
    const { done, value } = await refs.next();
    if (done) break;
    some.push(value);
  }
  return some;
}
