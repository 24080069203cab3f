import type { Span } from '#common/store/index-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { type EventRef, slotOf } from '#common/store/ref-rows.ts';
import type { Mark, MarkedField } from '#shared/epcis/query/event-query.ts';
import type { Budget } from './budget.ts';
import type { EventReads, QueryPlan } from './plan-query.ts';
import { type Progress, progressIn } from './progress.ts';

export type Candidates = Pick<
  Ledger,
  'refsByEpc' | 'refsByTime' | 'refsByTransaction' | 'refsByClass' | 'refsByTransformation'
>;

export interface CandidateSearch {
  readonly plan: QueryPlan;
  readonly ascending: boolean;
  /** Only what lies beyond this position. */
  readonly after?: string;
  readonly budget: Budget;
}

/** Refs, and how far looking for them has come. */
export interface FoundRefs {
  readonly refs: AsyncGenerator<EventRef>;
  readonly progress: Progress;
}

/** Rows of all sources that are in memory at once, more or less: each has some hundred refs, or bitmaps. */
const ROWS_AT_ONCE = 400;
const LEAST_ROWS = 2;

/**
 * Refs of the plan's index that may fit, in order of time, as long as the budget lasts: every row that is read is paid for, whether its refs fit or
 * not. What rows say drops a ref before its event is fetched.
 */
export async function findCandidates(
  ledger: Candidates,
  tenant: string,
  reads: EventReads,
  { plan, ascending, after, budget }: CandidateSearch,
): Promise<FoundRefs> {
  const progress = progressIn(ascending, after);
  const watch = (refs: number): boolean => {
    budget.look(1, refs);
    if (budget.isSpent()) throw new Spent();
    return true;
  };
  const span: Span = { ...plan.span, ascending, watch, ...(after !== undefined && { after }) };
  const fits = fitsOf(plan, reads);
  if (reads.from !== 'time') {
    const pageRows = Math.max(LEAST_ROWS, Math.floor(ROWS_AT_ONCE / keysOf(reads).length));
    const refs = await refsByKey(ledger, tenant, reads, { ...span, pageRows });
    return { refs: whileAffordable(refs, budget, progress, fits), progress };
  }
  // Hours come one after the other, and a row's refs before those of the next ten minutes: of those before, none is left.
  const passes = (ref: EventRef): boolean => {
    progress.enter(slotOf(ref.at));
    return fits(ref);
  };
  const narrowed = { marks: reads.marks, recorded: plan.recorded, fits: passes, passed: progress.enter };
  const refs = ledger.refsByTime(tenant, span, narrowed);
  return { refs: whileAffordable(refs, budget, progress, () => true), progress };
}

type KeyReads = Exclude<EventReads, { from: 'time' }>;

function keysOf(reads: KeyReads): readonly string[] {
  if (reads.from === 'epc') return reads.epcs;
  return reads.from === 'class' ? reads.classes : reads.ids;
}

async function refsByKey(ledger: Candidates, tenant: string, reads: KeyReads, span: Span) {
  switch (reads.from) {
    case 'epc':
      return ledger.refsByEpc(tenant, reads.epcs, reads.roles, span);
    case 'class':
      return ledger.refsByClass(tenant, reads.classes, span);
    case 'transaction':
      return ledger.refsByTransaction(tenant, reads.ids, span);
    case 'transformation':
      return ledger.refsByTransformation(tenant, reads.ids, span);
  }
}

/** Thrown through a source it ends all of it at once: hours that were not looked into, and what is held of several partitions. */
class Spent extends Error {}

async function* whileAffordable(
  refs: AsyncGenerator<EventRef>,
  budget: Budget,
  progress: Progress,
  fits: (ref: EventRef) => boolean,
): AsyncGenerator<EventRef> {
  try {
    for await (const ref of refs) {
      progress.meet(ref.at);
      if (fits(ref)) yield ref;
      if (budget.isSpent()) throw new Spent();
    }
  } catch (error) {
    if (!(error instanceof Spent)) throw error;
    progress.cut();
  }
}

/** What a row of the index says against an event: every row tells when it was recorded, those of an hour also the marked fields. */
function fitsOf({ recorded: { from = '', to = '~' } }: QueryPlan, reads: EventReads): (ref: EventRef) => boolean {
  const marks = reads.from === 'time' ? reads.marks.map(markFits) : [];
  return (ref) => ref.recordTime >= from && ref.recordTime < to && marks.every((fits) => fits(ref));
}

function markFits({ field, values }: Mark): (ref: EventRef) => boolean {
  const wanted = new Set(values);
  return (ref) => wanted.has(said[field](ref) ?? '');
}

const said: Record<MarkedField, (ref: EventRef) => string | undefined> = {
  eventType: ({ type }) => type,
  bizStep: ({ bizStep }) => bizStep,
  disposition: ({ disposition }) => disposition,
  readPoint: ({ readPoint }) => readPoint,
  bizLocation: ({ bizLocation }) => bizLocation,
};
