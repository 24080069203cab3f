import { instantOf } from '../epcis/time.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * The events that had happened at a time, inclusive. Error declarations stay whenever they were made: what they name never happened.
 *
 * @param time ISO 8601 with a zone; all events when absent
 */
export function eventsUntil(events: readonly StoredEvent[], time: string | undefined): readonly StoredEvent[] {
  if (time === undefined) return events;
  const end = instantOf(time);
  return events.filter(({ event }) => event.errorDeclaration !== undefined || instantOf(event.eventTime) <= end);
}
