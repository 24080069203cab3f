import * as v from 'valibot';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';

const begins = (event: EpcisEvent): boolean =>
  event.type === 'ObjectEvent' && event.action === 'ADD' && event.bizStep === 'commissioning';

/** Canonical names of all that events are about, and whether it begins with them. */
export function namesIn(events: readonly EpcisEvent[]): Map<string, boolean> {
  const names = new Map<string, boolean>();
  for (const event of events)
    for (const epc of epcsIn(event)) {
      const canonical = canonicalEpc(epc);
      names.set(canonical, names.get(canonical) === true || begins(event));
    }
  return names;
}

function epcsIn(event: EpcisEvent): readonly string[] {
  if (event.type === 'ObjectEvent') return event.epcList ?? [];
  if (event.type !== 'AggregationEvent') return [];
  return [...(event.parentID === undefined ? [] : [event.parentID]), ...(event.childEPCs ?? [])];
}

/** Whether events only tell of ends, and of what left a container. */
export const onlyEnds = (events: readonly EpcisEvent[]): boolean =>
  events.every((event) => !begins(event) && !(event.type === 'AggregationEvent' && event.action === 'ADD'));

/** Events without what nobody was told to exist, and without those that are about nothing else. */
export function withoutNames(events: readonly EpcisEvent[], names: ReadonlySet<string>): EpcisEvent[] {
  const stays = (epc: string) => !names.has(canonicalEpc(epc));
  return events.flatMap((event): EpcisEvent[] => {
    if (event.type === 'ObjectEvent') {
      const epcList = (event.epcList ?? []).filter(stays);
      return epcList.length > 0 ? [{ ...event, epcList }] : [];
    }
    if (event.type !== 'AggregationEvent') return [event];
    const childEPCs = (event.childEPCs ?? []).filter(stays);
    return childEPCs.length > 0 && stays(event.parentID ?? '') ? [{ ...event, childEPCs }] : [];
  });
}

/** Reads events that are held. Only what was held by us is read back, so their members are believed. */
export const readHeld = (body: string): EpcisEvent[] => v.parse(held, body);
const held = v.pipe(v.string(), v.parseJson(), v.custom<EpcisEvent[]>(Array.isArray));
