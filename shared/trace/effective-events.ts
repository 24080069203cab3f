import { instantOf } from '../epcis/time.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * The events that count, in the order things happened, whatever order they came in: each once, and none that an error
 * declaration says did not happen (EPCIS 2.0 §7.4.1, error declaration; the declaration carries the id of the event it
 * is about). Equal times are told apart by recording time, place in the document, and at last by id, so that every
 * repository with the same events sees the same order.
 */
export function effectiveEvents(events: readonly StoredEvent[]): StoredEvent[] {
  const declared = new Set(
    events.filter(({ event }) => event.errorDeclaration !== undefined).map(({ eventId }) => eventId),
  );
  const once = new Map<string, Timed>();
  for (const stored of events) {
    if (declared.has(stored.eventId)) continue;
    const timed = { stored, happened: instantOf(stored.event.eventTime), recorded: instantOf(stored.recordTime) };
    const other = once.get(stored.eventId);
    if (other === undefined || inOrder(timed, other) < 0) once.set(stored.eventId, timed);
  }
  return [...once.values()].sort(inOrder).map(({ stored }) => stored);
}

interface Timed {
  readonly stored: StoredEvent;
  readonly happened: number;
  readonly recorded: number;
}

function inOrder(a: Timed, b: Timed): number {
  return (
    a.happened - b.happened ||
    a.recorded - b.recorded ||
    (a.stored.position ?? 0) - (b.stored.position ?? 0) ||
    (a.stored.eventId < b.stored.eventId ? -1 : Number(a.stored.eventId > b.stored.eventId))
  );
}
