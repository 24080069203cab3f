import { aliveAfter } from './alive-after.ts';
import { effectiveEvents } from './effective-events.ts';
import { mentionsOf } from './mentions.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * Which units came into being, in the order in which they first did, and whether each still exists: what `foldUnit` says of `exists`,
 * for many units in one pass. Order and repetition of `events` do not matter.
 */
export function livesOf(events: readonly StoredEvent[]): Map<string, boolean> {
  const lives = new Map<string, boolean>();
  for (const { event } of effectiveEvents(events))
    for (const { epc, role } of mentionsOf(event)) {
      const alive = aliveAfter(event, role);
      if (alive === true || (alive === false && lives.has(epc))) lives.set(epc, alive);
    }
  return lives;
}
