import { eventId } from '#common/event-id.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';

/** An event in its place in a document. */
export interface Placed {
  readonly index: number;
  readonly event: EpcisEvent;
}

/** The id of an event as capture will call it. */
export function idOf({ recordTime: _, ...event }: EpcisEvent): string {
  return event.eventID ?? eventId(event);
}

/** Ids of events by their places; each is computed once, where it is asked for. */
export function idsOf(events: readonly Placed[]): (index: number) => string {
  const placed = new Map(events.map(({ index, event }) => [index, event]));
  const known = new Map<number, string>();
  return (index) => {
    const event = placed.get(index);
    const id = known.get(index) ?? (event === undefined ? '' : idOf(event));
    known.set(index, id);
    return id;
  };
}
