import type { Ledger } from '#common/store/ledger.ts';
import { identify } from '#shared/gs1/identify.ts';
import { chainOf } from '#shared/trace/chain-of.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { happeningsTo, type Timeline, timelineOf } from '#shared/trace/timeline.ts';
import type { UnitState } from '#shared/trace/unit-state.ts';
import { readBudget } from './read-budget.ts';
import { readLineage } from './read-lineage.ts';
import { readRelations } from './read-relations.ts';

export interface Parent {
  readonly epc: string;
  /** `sgtin`, `sscc` or `other`. */
  readonly kind: string;
  /** Time and id of the event that put in what is below. */
  readonly since: string | undefined;
  readonly eventId: string | undefined;
}

export interface Trace {
  /** True when an event names the unit, whenever. */
  readonly named: boolean;
  readonly state: UnitState;
  /** What it is packed in, innermost first. */
  readonly parents: readonly Parent[];
  /** Everything the above is folded from, and its journey. */
  readonly timeline: Timeline;
}

export interface TraceNeeds {
  readonly ledger: Pick<Ledger, 'refsByEpc' | 'refsByTransformation' | 'refsByTransaction' | 'fetchDeclaredEach'>;
  readonly now: () => Date;
}

/**
 * A unit's state and chain of parents, with the timeline of its journey.
 *
 * @param epc canonical
 * @param at events after this time (ISO 8601 with zone) do not count; absent: all do
 */
export async function traceUnit({ ledger, now }: TraceNeeds, tenant: string, epc: string, at?: string): Promise<Trace> {
  const budget = readBudget(now, epc);
  const lineage = await readLineage(ledger, tenant, epc, budget);
  const until = eventsUntil(lineage, at);
  const own = timelineOf(until);
  const related = await readRelations(ledger, tenant, { epc, timeline: own, at }, budget);
  const timeline = related.length > 0 ? timelineOf([...until, ...eventsUntil(related, at)]) : own;
  return {
    named: names(own, epc) || (at !== undefined && names(timelineOf(lineage), epc)),
    state: unitAtEnd(timeline, epc),
    parents: chainOf(timeline, epc).map(({ parent, from }) => ({ ...kindOf(parent), ...eventAt(timeline, from) })),
    timeline,
  };
}

const names = (timeline: Timeline, epc: string) => happeningsTo(timeline, epc).length > 0;

/** An EPC with what it is. */
export const kindOf = (epc: string) => ({ epc, kind: identify(epc).kind });

function eventAt({ happenings }: Timeline, place: number): Pick<Parent, 'since' | 'eventId'> {
  const stored = happenings[place]?.stored;
  return { since: stored?.event.eventTime, eventId: stored?.eventId };
}
