import { inLanes } from '#common/store/batches.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { everAttachedTo } from '#shared/trace/attached-to.ts';
import { containersOf } from '#shared/trace/journey.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Timeline, timelineOf } from '#shared/trace/timeline.ts';
import { fetchWithin } from './fetch-within.ts';
import type { ReadBudget } from './read-budget.ts';
import { type Ref, refsOf } from './read-refs.ts';

/** Parents of one level whose rows are read before it is known which of them matter: the latest. */
const AHEAD = 8;

/**
 * The events of a unit and of everything it was ever in, at all levels, with declarations about them: what its state, its parents and its
 * journey are folded from. Index rows of children name the parent, so each level's events are fetched together with the next level's rows: a
 * pack in a case on a pallet takes four round trips. Empty when no event names the unit.
 *
 * @param epc canonical
 * @param budget for all of it: a pack may have been in containers that thousands of events name
 */
export async function readLineage(
  ledger: Pick<Ledger, 'refsByEpc' | 'fetchDeclaredEach'>,
  tenant: string,
  epc: string,
  budget: ReadBudget,
): Promise<StoredEvent[]> {
  const rows = new Map<string, readonly Ref[]>();
  const load = (epcs: readonly string[]) =>
    inLanes(epcs, async (one) => rows.set(one, await refsOf(ledger, tenant, one, budget)), AHEAD);
  const read = new Set<string>();
  const events: StoredEvent[] = [];
  for (let level: readonly string[] = [epc]; level.length > 0; ) {
    await load(level.filter((one) => !rows.has(one)));
    const refs = level.flatMap((one) => rows.get(one) ?? []);
    const ahead = latestParents(refs).filter((parent) => !rows.has(parent));
    const [found] = await Promise.all([fetchWithin(ledger, tenant, refs, budget), load(ahead.slice(0, AHEAD))]);
    for (const one of found) events.push(one);
    for (const one of level) read.add(one);
    level = needed(timelineOf(events), epc).filter((one) => !read.has(one));
  }
  return events;
}

/** The same for many units at once, through bulk reads, as a timeline. */
export async function readLineages(unitEvents: UnitEvents, tenant: string, epcs: readonly string[]): Promise<Timeline> {
  const read = new Set<string>();
  const events: StoredEvent[] = [];
  let timeline = timelineOf([]);
  for (let level = epcs; level.length > 0; ) {
    events.push(...(await unitEvents(tenant, level)));
    for (const one of level) read.add(one);
    timeline = timelineOf(events);
    level = [...containersOf(timeline, epcs)].filter((one) => !read.has(one));
  }
  return timeline;
}

function latestParents(refs: readonly Ref[]): string[] {
  const parents = refs.toReversed().flatMap(({ parent }) => parent ?? []);
  return [...new Set(parents)].filter((parent) => !isLocation(parent));
}

function needed(timeline: Timeline, epc: string): string[] {
  const attached = [...everAttachedTo(timeline, epc)].filter((parent) => !isLocation(parent));
  return [...new Set([...containersOf(timeline, [epc]), ...attached])];
}

/** Things are attached to locations too, whose events are everybody's. */
const isLocation = (epc: string) => epc.startsWith('https://id.gs1.org/414/');
