import { mayBeTold } from '#common/may-be-told.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Levels of packing that are looked through, as `insideAt` does. */
const MOST_LEVELS = 8;

/**
 * Events that regulators may have to hear of, from a moment on, of things and of all that they ever were in; in order of time. They may be of other things
 * too: what each is about by now, who plans it finds out.
 *
 * @param epcs canonical
 */
export async function toldAfter(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: Iterable<string>,
  from: number,
): Promise<StoredEvent[]> {
  const found = new Map<string, StoredEvent>();
  const seen = new Set<string>();
  let level = new Set(epcs);
  for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth++) {
    for (const epc of level) seen.add(epc);
    const above = new Set<string>();
    for (const stored of effectiveEvents(await unitEvents(tenant, [...level], { roles: ['epc', 'child'] }))) {
      const mentions = mentionsOf(stored.event);
      // Events of neighbours come along.
      if (!mentions.some(({ epc, role }) => (role === 'epc' || role === 'child') && level.has(epc))) continue;
      if (mayBeTold(stored) && instantOf(stored.event.eventTime) >= from) found.set(stored.eventId, stored);
      if (stored.event.type !== 'AggregationEvent') continue;
      for (const { epc, role } of mentions) if (role === 'parent' && !seen.has(epc)) above.add(epc);
    }
    level = above;
  }
  return effectiveEvents([...found.values()]);
}
