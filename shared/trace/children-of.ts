import type { EpcisEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { effectiveEvents } from './effective-events.ts';
import { emptiesParent } from './empties-parent.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * What is in a container now, canonical spelling, in packing order. Order and repetition of `events` do not matter. A
 * child that a later event among them puts elsewhere has left.
 */
export function childrenOf(parent: string, events: readonly StoredEvent[]): string[] {
  const container = canonicalEpc(parent);
  const inside = new Set<string>();
  for (const { event } of effectiveEvents(events)) apply(inside, container, event);
  return [...inside];
}

function apply(inside: Set<string>, container: string, event: EpcisEvent): void {
  if (event.type !== 'AggregationEvent' || event.action === 'OBSERVE' || event.parentID === undefined) return;
  const here = canonicalEpc(event.parentID) === container;
  if (here && emptiesParent(event)) inside.clear();
  for (const child of event.childEPCs ?? []) {
    if (event.action === 'ADD' && here) inside.add(canonicalEpc(child));
    else if (event.action === 'ADD' || here) inside.delete(canonicalEpc(child));
  }
}
