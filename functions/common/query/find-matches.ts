import { chunksOf } from '#common/store/batches.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Positioned } from '#common/store/read-events.ts';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { EventQuery, Queried } from '#shared/epcis/query/event-query.ts';
import type { Budget } from './budget.ts';
import { type Candidates, findCandidates } from './find-candidates.ts';
import { inRecordOrder } from './in-record-order.ts';
import type { EventReads, QueryPlan } from './plan-query.ts';

export type QueriedLedger = Candidates & Pick<Ledger, 'fetch' | 'findById'>;

/** Matches of some refs that were judged together. */
export interface Batch {
  readonly matches: readonly Positioned[];
  /** The last one judged, matching or not; none when ids lead to events. */
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
  /** Events the caller hopes for: the first batch is no larger. */
  readonly wanted: number;
  /** Only what lies beyond. */
  readonly after?: Reached;
}

/** Events fetched at a time at most, and bytes of them: one batch is in memory at once. */
const MOST_FETCHED = 100;
const MOST_BYTES = 8_000_000;
const FIRST = 32;

/** Everything that matches, batch by batch: in the order of time or record time as the query wants it, or, when ids lead to it, in none. */
export async function* findMatches(ledger: QueriedLedger, tenant: string, search: Search): AsyncGenerator<Batch> {
  const { plan, keep, budget } = search;
  if (plan.reads.from === 'eventID') {
    yield* matchesOfIds(ledger, tenant, plan.reads.ids, search);
    return;
  }
  const refs = await refsInOrder(ledger, tenant, plan.reads, search);
  for (let size = Math.min(FIRST, search.wanted); ; ) {
    const some = await take(refs, size);
    const reached = some.at(-1);
    if (reached === undefined) return;
    const fetched = await ledger.fetch(tenant, some);
    budget.fetch(some.length);
    const isCut = budget.isSpent();
    yield { matches: fetched.filter(({ stored }) => keep(stored)), reached, isCut };
    if (some.length < size || isCut) return;
    size = nextSize(size, fetched);
  }
}

async function refsInOrder(ledger: QueriedLedger, tenant: string, reads: EventReads, search: Search) {
  const { query, plan, budget, after } = search;
  const ascending = !query.order.descending;
  const candidates = (from: { after?: string }) =>
    findCandidates(ledger, tenant, reads, { plan, ascending, budget, ...from });
  if (query.order.by !== 'recordTime') return candidates(after === undefined ? {} : { after: after.at });
  return inRecordOrder(await candidates({}), search);
}

/** Twice as many as before, unless such events would fill the memory. */
function nextSize(size: number, fetched: readonly Positioned[]): number {
  const sample = fetched.slice(0, 4);
  const bytes = sample.reduce((sum, { stored }) => sum + JSON.stringify(stored.event).length, 0) / (sample.length || 1);
  return Math.max(1, Math.min(MOST_FETCHED, size * 2, Math.floor(MOST_BYTES / (bytes || 1))));
}

async function* matchesOfIds(
  ledger: QueriedLedger,
  tenant: string,
  ids: readonly string[],
  { keep, budget }: Search,
): AsyncGenerator<Batch> {
  for (const some of chunksOf([...new Set(ids)], FIRST)) {
    const found = await ledger.findById(tenant, some);
    budget.look(some.length);
    budget.fetch(found.length);
    const isCut = budget.isSpent();
    yield { matches: found.filter(({ stored }) => keep(stored)), isCut };
    if (isCut) return;
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
