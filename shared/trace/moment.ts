import { instantOf } from '../epcis/time.ts';
import type { StoredEvent } from './stored-event.ts';

/** An event's place in the order of things. Times are milliseconds since 1970, with fractions. */
export interface Moment {
  readonly happened: number;
  readonly recorded: number;
  readonly position: number;
  readonly eventId: string;
}

export function momentOf({ eventId, recordTime, position = 0, event }: StoredEvent): Moment {
  return { happened: instantOf(event.eventTime), recorded: instantOf(recordTime), position, eventId };
}

/**
 * Compares by event time. Equal times are told apart by recording time, place in the document, and at last by id, so that every
 * repository with the same events sees the same order.
 */
export function sooner(a: Moment, b: Moment): number {
  return (
    a.happened - b.happened ||
    a.recorded - b.recorded ||
    a.position - b.position ||
    (a.eventId < b.eventId ? -1 : Number(a.eventId > b.eventId))
  );
}
