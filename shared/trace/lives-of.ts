import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { effectiveEvents } from './effective-events.ts';
import { mentionsOf, type Role } from './mentions.ts';
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

/** Whether a unit in this role exists after the event; `undefined` when the event does not say. */
function aliveAfter(event: EpcisEvent, role: Role): boolean | undefined {
  if (event.type === 'TransformationEvent') return role === 'output';
  if (event.type !== 'ObjectEvent') return undefined;
  if (event.action === 'ADD') return true;
  return event.action === 'DELETE' || ends(event) ? false : undefined;
}

const ends = ({ bizStep, disposition }: ObjectEvent) =>
  bizStep === 'decommissioning' ||
  bizStep === 'destroying' ||
  disposition === 'inactive' ||
  disposition === 'destroyed';
