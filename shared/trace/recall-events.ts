import type { ObjectEvent } from '../epcis/event.ts';
import { circumstancesOf } from './circumstances.ts';
import { eventsUntil } from './events-until.ts';
import { unitAtEnd } from './fold-unit.ts';
import { journeyOf } from './journey.ts';
import { livesOf } from './lives-of.ts';
import type { StoredEvent } from './stored-event.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import type { UnitState } from './unit-state.ts';

/** A recall puts a flag on a unit (EPCIS 2.0 §7.3.8) that stays whatever happens to the unit, until the recall is lifted. */
const FLAG = 'recalled';
/** A pack that reached its end in the supply chain keeps that disposition: it may not be sold again, recalled or not. */
const ended = ['dispensed', 'partially_dispensed', 'retail_sold', 'stolen', 'destroyed', 'disposed', 'inactive'];

/** What is known of units. */
export interface Past {
  readonly events: readonly StoredEvent[];
  /** Units that more events name than are read: of these the flag alone is told, and what they are stays. */
  readonly tooLong: ReadonlySet<string>;
}

/**
 * The events that say that units are recalled, or are no longer; none for units that do not exist any more. Of units that are told already it
 * makes none, or the same.
 *
 * @param units canonical
 * @param past the units' own events
 * @param at time of the act, ISO 8601 in UTC
 */
export function recallEvents(units: readonly string[], past: Past, at: string): ObjectEvent[] {
  const told = groupedBy(units, past, ({ disposition = '' }) => (ended.includes(disposition) ? '' : FLAG));
  return told.map(([disposition, epcs]) => ({
    ...base(epcs, at),
    bizStep: 'holding',
    ...(disposition !== '' && { disposition }),
    persistentDisposition: { set: [FLAG] },
  }));
}

/**
 * The events that say that units are not recalled any more. What a unit was before, it becomes again, by its own events or those of what it was packed in: of
 * a pack on a pallet that was shipped, in transit; and what the pallet came to since, it came to.
 *
 * @param past the units' own events, and those of what they are and were in
 * @param recalledAt time of the recall
 */
export function liftEvents(units: readonly string[], past: Past, at: string, recalledAt: string): ObjectEvent[] {
  const { events } = past;
  const now = timelineOf(events);
  const before = timelineOf(eventsUntil(events, new Date(Date.parse(recalledAt) - 1).toISOString()));
  const effective = (timeline: Timeline, epc: string) => circumstancesOf(journeyOf(timeline, epc)).disposition;
  const told = groupedBy(units, past, ({ epc, disposition, persistentDispositions = [] }) => {
    if (!persistentDispositions.includes(FLAG)) return undefined;
    if (disposition !== FLAG) return '';
    const since = effective(now, epc);
    return since === undefined || since === FLAG ? (effective(before, epc) ?? 'active') : since;
  });
  return told.map(([disposition, epcs]) => ({
    ...base(epcs, at),
    bizStep: 'releasing',
    ...(disposition !== '' && { disposition }),
    persistentDisposition: { unset: [FLAG] },
  }));
}

const base = (epcList: readonly string[], at: string) => ({
  type: 'ObjectEvent' as const,
  eventTime: at,
  eventTimeZoneOffset: '+00:00',
  epcList: [...epcList],
  action: 'OBSERVE' as const,
});

function groupedBy(
  units: readonly string[],
  { events, tooLong }: Past,
  by: (state: UnitState) => string | undefined,
): [string, string[]][] {
  const [lives, timeline] = [livesOf(events), timelineOf(events)];
  const groups = new Map<string, string[]>();
  for (const epc of units) {
    const isRead = !tooLong.has(epc);
    if (isRead && lives.get(epc) !== true) continue;
    const name = isRead ? by(unitAtEnd(timeline, epc)) : '';
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), epc]);
  }
  return [...groups];
}
