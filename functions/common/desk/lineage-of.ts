import { isJudged, readUnits } from '#common/integrity/histories.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { movesOn } from '#shared/desk/holder-of.ts';
import { containersOf, journeyOf, visitsOf } from '#shared/trace/journey.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Timeline, timelineOf } from '#shared/trace/timeline.ts';

/** Events of things, and what of them was not read because there is too much of it. */
export interface Lineage {
  readonly events: readonly StoredEvent[];
  /** Things, and containers of theirs, of which nothing was read. */
  readonly tooLong: ReadonlySet<string>;
}

/** The events of things and of all they were ever in, level by level. */
export async function readLineage(unitEvents: UnitEvents, tenant: string, epcs: readonly string[]): Promise<Lineage> {
  let all = await readUnits(unitEvents, tenant, epcs);
  for (let read = 0; read < all.read.size; ) {
    read = all.read.size;
    all = await readUnits(unitEvents, tenant, containersOf(timelineOf(all.events), epcs), all);
  }
  return { events: all.events, tooLong: all.tooLong };
}

/** The same where what was not read may be passed over. */
export const lineageOf = async (
  unitEvents: UnitEvents,
  tenant: string,
  epcs: readonly string[],
): Promise<readonly StoredEvent[]> => (await readLineage(unitEvents, tenant, epcs)).events;

/**
 * True when nobody can say where a thing went last: its own events were not read, or it was, or still is, in a container whose events were not, and has not
 * moved since by an event that was.
 */
export function isHidden(timeline: Timeline, epc: string, { tooLong }: Pick<Lineage, 'tooLong'>): boolean {
  if (tooLong.has(epc)) return true;
  const unread = visitsOf(timeline, epc).filter((one) => tooLong.has(one.epc) || !isJudged(one.epc));
  if (unread.length === 0) return false;
  const moves = journeyOf(timeline, epc).filter(movesOn);
  const last = moves.reduce((latest, { happening }) => Math.max(latest, timeline.happenings.indexOf(happening)), -1);
  return unread.some(({ until }) => until > last);
}
