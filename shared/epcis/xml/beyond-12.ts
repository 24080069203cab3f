import type { EpcisEvent } from '../event.ts';
import { eventAsJson } from '../event-as-json.ts';
import { baseExtension12, nesting12 } from './structure.ts';
import { isStandardType } from './write-order.ts';
import { says } from './write-tree.ts';

const members: readonly string[] = [
  ...new Set([...Object.values(nesting12).flatMap(({ beyond }) => beyond), ...baseExtension12.beyond]),
];

/**
 * What of an event a strict receiver of EPCIS 1.2 will not understand, although its schema takes it: the event type, or
 * members that 1.2 does not know. Empty when it says nothing that 1.2 cannot.
 */
export function beyond12(event: EpcisEvent): string[] {
  const tree = eventAsJson(event);
  const type = event.type === 'AssociationEvent' || !isStandardType(event.type) ? [event.type] : [];
  return [...type, ...members.filter((name) => says(tree[name]))];
}
