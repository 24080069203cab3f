import { readUnits } from '#common/integrity/histories.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { containersOf } from '#shared/trace/journey.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

/** The events of things and of all they were ever in, level by level. A thing whose events are too many tells nothing. */
export async function lineageOf(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: readonly string[],
): Promise<readonly StoredEvent[]> {
  let all = await readUnits(unitEvents, tenant, epcs);
  for (let read = 0; read < all.read.size; ) {
    read = all.read.size;
    all = await readUnits(unitEvents, tenant, containersOf(timelineOf(all.events), epcs), all);
  }
  return all.events;
}
