import { happeningsTo, rolesOf, type Timeline } from './timeline.ts';

/** What a thing was ever attached to (AssociationEvent, EPCIS 2.0 §7.4.6), whose own events tell whether all was detached from it. */
export function everAttachedTo(timeline: Timeline, epc: string): Set<string> {
  const parents = new Set<string>();
  for (const happening of happeningsTo(timeline, epc)) {
    if (happening.stored.event.type !== 'AssociationEvent' || !rolesOf(happening, epc).includes('child')) continue;
    for (const mention of happening.mentions) if (mention.role === 'parent') parents.add(mention.epc);
  }
  return parents;
}

/** What a thing is attached to at the end of the timeline, in the order of attachment. Packing does not move attachments. */
export function attachedTo(timeline: Timeline, epc: string): string[] {
  const attached = new Map<string, number>();
  for (const parent of everAttachedTo(timeline, epc)) {
    for (const happening of happeningsTo(timeline, parent)) {
      const { event } = happening.stored;
      if (event.type !== 'AssociationEvent' || event.action === 'OBSERVE') continue;
      if (!rolesOf(happening, parent).includes('parent')) continue;
      const named = rolesOf(happening, epc).includes('child');
      const all = event.action === 'DELETE' && !event.childEPCs?.length && !event.childQuantityList?.length;
      if (event.action === 'ADD' && named && !attached.has(parent)) attached.set(parent, happening.moment.happened);
      if (event.action === 'DELETE' && (named || all)) attached.delete(parent);
    }
  }
  return [...attached].sort(([, a], [, b]) => a - b).map(([parent]) => parent);
}
