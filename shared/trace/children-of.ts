import { canonicalEpc } from '../gs1/canonical-epc.ts';
import type { StoredEvent } from './stored-event.ts';
import { timelineOf } from './timeline.ts';

/**
 * What is in a container now, canonical spelling, in packing order. Order and repetition of `events` do not matter. A
 * child that a later event among them puts elsewhere has left.
 */
export function childrenOf(parent: string, events: readonly StoredEvent[]): string[] {
  return [...(timelineOf(events).inside.get(canonicalEpc(parent)) ?? [])];
}
