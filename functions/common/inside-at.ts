import { identify } from '#shared/gs1/identify.ts';
import { refuse } from '#shared/refusal.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { orRefuse } from './refused.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Packs of one lot among what an event names, or inside it. */
export interface LotPart {
  readonly gtin: string;
  readonly lot: string;
  /** In the order in which the event, and what it names, tells them. */
  readonly serials: readonly string[];
}

/** Things below one event, and levels of packing: beyond that somebody captured a circle, or a whole warehouse. */
const MOST_UNITS = 1_000_000;
const MOST_LEVELS = 8;

/**
 * The packs that an event is about, by product and lot: those it names, and those that were inside what it names when it happened.
 *
 * @throws Refused when they are too many to be looked at
 */
export async function insideAt(unitEvents: UnitEvents, tenant: string, { event }: StoredEvent): Promise<LotPart[]> {
  const named = [...new Set(mentionsOf(event).map(({ epc }) => epc))];
  const known = new Map<string, StoredEvent>();
  const found = new Set<string>();
  let level = named;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MOST_LEVELS || found.size + level.length > MOST_UNITS)
      orRefuse(
        refuse('too-large', `the event is about ${found.size + level.length} things or more`, {
          remedy: `at most ${MOST_UNITS} in ${MOST_LEVELS} levels: capture it in parts`,
        }),
      );
    for (const epc of level) found.add(epc);
    const events = eventsUntil(await unitEvents(tenant, level), event.eventTime);
    for (const stored of events) known.set(key(stored), stored);
    const { inside } = timelineOf([...known.values()]);
    level = level.flatMap((epc) => [...(inside.get(epc) ?? [])]).filter((epc) => !found.has(epc));
  }
  return byLot([...found], [...known.values()]);
}

const key = ({ eventId, captureId, position }: StoredEvent) => `${eventId} ${captureId} ${position}`;

function byLot(epcs: readonly string[], events: readonly StoredEvent[]): LotPart[] {
  const timeline = timelineOf(events);
  const parts = new Map<string, { gtin: string; lot: string; serials: string[] }>();
  for (const epc of epcs) {
    const id = identify(epc);
    if (id.kind !== 'sgtin') continue;
    const { lot } = unitAtEnd(timeline, epc);
    if (lot === undefined) continue;
    const name = `${id.gtin} ${lot}`;
    const part = parts.get(name) ?? { gtin: id.gtin, lot, serials: [] };
    parts.set(name, part);
    part.serials.push(id.serial);
  }
  return [...parts.values()];
}
