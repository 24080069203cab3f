import type { StoredEvent } from './stored-event.ts';
import { timelineOf } from './timeline.ts';

/** What everything is packed in now, canonical spelling. Order and repetition of `events` do not matter. */
export function parentsOf(events: readonly StoredEvent[]): Map<string, string> {
  const { inside } = timelineOf(events);
  return new Map([...inside].flatMap(([parent, children]) => [...children].map((child) => [child, parent])));
}
