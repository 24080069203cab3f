import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { identify } from '../gs1/identify.ts';
import { mentionsOf } from '../trace/mentions.ts';
import type { StoredEvent } from '../trace/stored-event.ts';
import type { Finding } from './finding.ts';

/** Units told by name. */
const NAMED = 20;

export interface Named {
  readonly rule: 'unknown-product' | 'unknown-place';
  /** A GTIN of 14 digits, or a place in canonical spelling. */
  readonly id: string;
  /** The first events that name it. */
  readonly eventIds: string[];
  readonly epcs: string[];
}

/** Products and places that events name, each once. Declared errors name nothing. */
export function namedBy(events: readonly StoredEvent[]): Named[] {
  const named = new Map<string, Named>();
  const note = (rule: Named['rule'], id: string, eventId: string, epc?: string) => {
    const one: Named = named.get(`${rule} ${id}`) ?? { rule, id, eventIds: [eventId], epcs: [] };
    named.set(`${rule} ${id}`, one);
    if (epc !== undefined && one.epcs.length < NAMED && !one.epcs.includes(epc)) one.epcs.push(epc);
  };
  for (const { event, eventId } of events) {
    if (event.errorDeclaration !== undefined) continue;
    for (const { epc } of mentionsOf(event)) {
      const key = identify(epc);
      if (key.kind === 'sgtin') note('unknown-product', key.gtin, eventId, epc);
    }
    for (const place of [event.readPoint, event.bizLocation])
      if (place !== undefined) note('unknown-place', canonicalEpc(place.id), eventId);
  }
  return [...named.values()];
}

/** The finding about a product or place that is not known. */
export function unknownName({ rule, id, eventIds, epcs }: Named): Finding {
  const what = rule === 'unknown-product' ? `GTIN ${id} is no product` : `${id} is no place`;
  return { rule, subject: id, epcs, eventIds, detail: `${what} that we know` };
}
