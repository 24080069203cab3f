import { mentionsOf } from '#shared/trace/mentions.ts';
import { parentsOf } from '#shared/trace/parents-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** What events ship and all that they say is in it, canonical. */
export function thingsInside(events: readonly StoredEvent[]): Set<string> {
  const shipping = events.filter(({ event }) => event.bizStep === 'shipping');
  const children = Map.groupBy(parentsOf(events), ([, parent]) => parent);
  const inside = new Set<string>();
  const left = shipping.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => epc));
  for (let thing = left.pop(); thing !== undefined; thing = left.pop()) {
    inside.add(thing);
    for (const [child] of children.get(thing) ?? []) left.push(child);
  }
  return inside;
}
