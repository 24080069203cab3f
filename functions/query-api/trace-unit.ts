import { everyRole } from '#common/store/find-refs.ts';
import type { EventRef } from '#common/store/index-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { UnitState } from '#shared/trace/unit-state.ts';

/** Deeper than any packing; a chain that bites its tail ends here too. */
const DEEPEST = 16;
/** Parents whose index rows are read before it is known which of them is the parent now. */
const AHEAD = 4;

export interface Trace {
  readonly state: UnitState;
  /** Events that name the unit, in event-time order. */
  readonly events: readonly StoredEvent[];
  /** What it is packed in, innermost first (canonical EPCs). */
  readonly parents: readonly string[];
}

type Events = Pick<Ledger, 'refsByEpc' | 'fetchDeclared'>;

/**
 * A unit's state, history and chain of parents. Index rows of children name the parent, so each level's events are fetched together with
 * the next level's rows: a pack in a case on a pallet takes four round trips.
 *
 * @param epc canonical
 */
export async function traceUnit(ledger: Events, tenant: string, epc: string): Promise<Trace> {
  const unit = await readLevel(ledger, tenant, epc, await refsOf(ledger, tenant, epc));
  const parents: string[] = [];
  let state = foldUnit(epc, unit.events);
  let below = unit;
  for (let parent = state.parent; parent !== undefined && parents.length < DEEPEST; ) {
    const refs = below.ahead.get(parent) ?? (await refsOf(ledger, tenant, parent));
    const level = await readLevel(ledger, tenant, parent, refs);
    // Only the parent's own events tell that it was emptied as a whole.
    const sure = foldUnit(below.epc, [...below.events, ...level.events]);
    if (below === unit) state = sure;
    if (sure.parent !== parent || parent === epc || parents.includes(parent)) break;
    parents.push(parent);
    parent = foldUnit(parent, level.events).parent;
    below = level;
  }
  return { state, events: unit.events, parents };
}

interface Level {
  readonly epc: string;
  readonly events: readonly StoredEvent[];
  readonly ahead: ReadonlyMap<string, readonly EventRef[]>;
}

async function readLevel(ledger: Events, tenant: string, epc: string, refs: readonly EventRef[]): Promise<Level> {
  const candidates = [...new Set(refs.toReversed().flatMap(({ parent }) => parent ?? []))]
    .filter((parent) => parent !== epc)
    .slice(0, AHEAD);
  const [events, ...rows] = await Promise.all([
    ledger.fetchDeclared(tenant, refs),
    ...candidates.map((parent) => refsOf(ledger, tenant, parent)),
  ]);
  return { epc, events, ahead: new Map(candidates.map((parent, i) => [parent, rows[i] ?? []])) };
}

async function refsOf(ledger: Events, tenant: string, epc: string): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of await ledger.refsByEpc(tenant, [epc], everyRole, { ascending: true })) refs.push(ref);
  return refs;
}
