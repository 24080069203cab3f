import type { Ledger } from '#common/store/ledger.ts';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { Mark, MarkedField } from '#shared/epcis/query/event-query.ts';
import type { Budget } from './budget.ts';
import type { EventReads, QueryPlan } from './plan-query.ts';

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

/**
 * Refs of the plan's index that may fit, in order of time, as long as the budget lasts. What rows say drops a ref before its event is fetched;
 * when the budget ends the next ref passes whatever it says, so that the source ends there and the position reached is known.
 */
export async function findCandidates(
  ledger: Candidates,
  tenant: string,
  reads: EventReads,
  { plan, ascending, after, budget }: CandidateSearch,
): Promise<AsyncGenerator<EventRef>> {
  const span = { ...plan.span, ascending, ...(after !== undefined && { after }) };
  const fits = fitsOf(plan, reads);
  const passes = (ref: EventRef) => {
    budget.look();
    return fits(ref) || budget.isSpent();
  };
  const affordable = (refs: AsyncGenerator<EventRef>) => whileAffordable(refs, budget, passes);
  switch (reads.from) {
    case 'epc':
      return affordable(await ledger.refsByEpc(tenant, reads.epcs, reads.roles, span));
    case 'class':
      return affordable(ledger.refsByClass(tenant, reads.classes, span));
    case 'transaction':
      return affordable(ledger.refsByTransaction(tenant, reads.ids, span));
    case 'transformation':
      return affordable(ledger.refsByTransformation(tenant, reads.ids, span));
    case 'time': {
      const narrowed = { marks: reads.marks, recorded: plan.recorded, fits: passes };
      return whileAffordable(ledger.refsByTime(tenant, span, narrowed), budget, () => true);
    }
  }
}

async function* whileAffordable(
  refs: AsyncGenerator<EventRef>,
  budget: Budget,
  passes: (ref: EventRef) => boolean,
): AsyncGenerator<EventRef> {
  for await (const ref of refs) {
    if (!passes(ref)) continue;
    yield ref;
    if (budget.isSpent()) return;
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
