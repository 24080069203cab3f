import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { effectiveEvents } from './effective-events.ts';
import { emptiesParent } from './empties-parent.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * What everything is packed in now, canonical spelling: `foldUnit`'s `parent` for many units in one pass. Order and repetition of
 * `events` do not matter.
 */
export function parentsOf(events: readonly StoredEvent[]): Map<string, string> {
  const parents = new Map<string, string>();
  const children = new Map<string, Set<string>>();
  const leave = (child: string, parent: string) => {
    if (parents.get(child) === parent) parents.delete(child);
    children.get(parent)?.delete(child);
  };
  for (const { event } of effectiveEvents(events)) {
    if (event.type !== 'AggregationEvent' || event.parentID === undefined || event.action === 'OBSERVE') continue;
    const parent = canonicalEpc(event.parentID);
    const named = (event.childEPCs ?? []).map(canonicalEpc);
    if (event.action === 'ADD') {
      for (const child of named) {
        leave(child, parents.get(child) ?? '');
        parents.set(child, parent);
        children.set(parent, (children.get(parent) ?? new Set()).add(child));
      }
    } else {
      const inside = children.get(parent) ?? [];
      for (const child of emptiesParent(event) ? [...inside] : named) leave(child, parent);
    }
  }
  return parents;
}
