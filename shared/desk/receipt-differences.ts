import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { containersOf } from '../trace/journey.ts';
import type { StoredEvent } from '../trace/stored-event.ts';
import { type Happening, type Timeline, timelineOf } from '../trace/timeline.ts';

/** What of a receipt does not fit what was announced, in canonical EPCs. */
export interface ReceiptDifferences {
  /** They came, and no shipment names them or what they were in. What we had shipped ourselves comes back, which nobody need announce. */
  readonly unannounced: readonly string[];
  /** Shipments that the rest came by, each by the id of its event, with what it names and nothing came of. */
  readonly shipments: readonly { readonly id: string; readonly missing: readonly string[] }[];
}

type Is = (one: Happening) => boolean;

const isSeen = ({ stored: { event }, declarations }: Happening, ...steps: readonly string[]): boolean =>
  declarations.length === 0 &&
  event.type === 'ObjectEvent' &&
  event.action === 'OBSERVE' &&
  steps.includes(event.bizStep ?? '');
const isReceiving: Is = (one) => isSeen(one, 'receiving', 'accepting');
const isShipping: Is = (one) => isSeen(one, 'shipping');
const isOfParty = ({ type }: { readonly type: string }) => type.endsWith('_party');

/** A shipment to us: what others shipped to one another, and what we shipped on, announces nothing. One that names no party may be to us. */
const isShippingTo =
  (own: string): Is =>
  (one) => {
    const parties = (one.stored.event.destinationList ?? []).filter(isOfParty);
    const isOurs = parties.length === 0 || parties.some(({ destination }) => canonicalEpc(destination) === own);
    return isOurs && isShipping(one);
  };

const isShippingFrom =
  (own: string): Is =>
  (one) =>
    isShipping(one) &&
    (one.stored.event.sourceList ?? []).some((of) => isOfParty(of) && canonicalEpc(of.source) === own);

/**
 * Holds what came against what was announced.
 *
 * @param received EPCs of one receipt
 * @param events of all that is named, with containers and declarations
 * @param own our party, canonical; where it is not known, every shipment counts
 */
export function receiptDifferences(
  received: readonly string[],
  events: readonly StoredEvent[],
  own?: string,
): ReceiptDifferences {
  const timeline = timelineOf(events);
  const came = received.map(canonicalEpc);
  const shipments = new Map<string, Happening>();
  const announces = own === undefined ? isShipping : isShippingTo(own);
  const unannounced = came.filter((epc) => {
    const near = [epc, ...containersOf(timeline, [epc])];
    const [last] = placesOf(timeline, near, announces).slice(-1);
    const shipment = last === undefined ? undefined : timeline.happenings[last];
    if (shipment !== undefined) shipments.set(shipment.stored.eventId, shipment);
    return shipment === undefined && !(own !== undefined && isReturned(timeline, near, own));
  });
  const told = [...shipments].map(([id, shipment]) => ({
    id,
    missing: [...shipment.roles.keys()].filter((epc) => !hasCome(timeline, epc, shipment)),
  }));
  return { unannounced, shipments: told };
}

/** Things of a list that no shipment announces by now. */
export const stillUnannounced = (
  things: readonly string[],
  events: readonly StoredEvent[],
  own?: string,
): readonly string[] => receiptDifferences(things, events, own).unannounced;

/** Things of a list that did not come by now, nor anything that was in them. */
export function stillMissing(things: readonly string[], events: readonly StoredEvent[]): string[] {
  const timeline = timelineOf(events);
  return things.map(canonicalEpc).filter((epc) => !hasCome(timeline, epc));
}

/** Places of what happened to any of these things, in order. */
function placesOf(timeline: Timeline, epcs: readonly string[], is: Is): number[] {
  const places = epcs.flatMap((epc) => timeline.naming.get(epc) ?? []);
  const fitting = places.filter((place) => {
    const one = timeline.happenings[place];
    return one !== undefined && is(one);
  });
  return fitting.sort((a, b) => a - b);
}

/** We had shipped it before it came. */
function isReturned(timeline: Timeline, near: readonly string[], own: string): boolean {
  const [left] = placesOf(timeline, near, isShippingFrom(own));
  const came = placesOf(timeline, near, isReceiving).at(-1);
  return left !== undefined && came !== undefined && left < came;
}

/** It came itself, or what it was in, or anything that was in it, at any level: a pallet may be unloaded pack by pack. */
function hasCome(timeline: Timeline, epc: string, since?: Happening): boolean {
  const near = [epc, ...containersOf(timeline, [epc]), ...insideOf(timeline, [epc])];
  const from = since === undefined ? -1 : timeline.happenings.indexOf(since);
  return placesOf(timeline, near, isReceiving).some((place) => place > from);
}

/** All that was ever in these things, at any level. */
export function insideOf({ stays }: Pick<Timeline, 'stays'>, epcs: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (let above = new Set(epcs); above.size > 0; ) {
    const below = [...stays].filter(([epc, all]) => !found.has(epc) && all.some(({ parent }) => above.has(parent)));
    above = new Set(below.map(([epc]) => epc));
    for (const epc of above) found.add(epc);
  }
  return found;
}
