import { type Moment, momentOf, sooner } from './moment.ts';
import type { StoredEvent } from './stored-event.ts';

/** An event in its place among others. */
export interface Ordered {
  readonly stored: StoredEvent;
  readonly moment: Moment;
  /** Declarations that it did not happen, or not so; with any, it moves nothing. */
  readonly declarations: readonly StoredEvent[];
}

/**
 * Events in the order things happened, whatever order they came in: each once, with the error declarations about it, which carry its
 * id (EPCIS 2.0 §7.4.1.2). A declaration whose event is not among them stands for it.
 */
export function orderedEvents(events: readonly StoredEvent[]): Ordered[] {
  const once = new Map<string, Ordered>();
  const declared = new Map<string, Map<string, StoredEvent>>();
  for (const stored of events) {
    const { eventId, event } = stored;
    if (event.errorDeclaration !== undefined) {
      const { declarationTime } = event.errorDeclaration;
      const known = declared.get(eventId) ?? new Map();
      declared.set(eventId, known.set(`${declarationTime} ${stored.recordTime} ${stored.position}`, stored));
      continue;
    }
    const other = once.get(eventId);
    const moment = momentOf(stored);
    if (other === undefined || sooner(moment, other.moment) < 0)
      once.set(eventId, { stored, moment, declarations: [] });
  }
  for (const [eventId, known] of declared) {
    const declarations = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored);
    const [first] = declarations;
    const event = once.get(eventId) ?? (first && { stored: first, moment: momentOf(first) });
    if (event !== undefined) once.set(eventId, { ...event, declarations });
  }
  return [...once.values()].sort((a, b) => sooner(a.moment, b.moment));
}

/** The events that count, in order: none that an error declaration says did not happen, and no declaration. */
export function effectiveEvents(events: readonly StoredEvent[]): StoredEvent[] {
  return orderedEvents(events).flatMap(({ stored, declarations }) => (declarations.length === 0 ? [stored] : []));
}
