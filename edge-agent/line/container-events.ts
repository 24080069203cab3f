import type { EpcisEvent } from '#shared/epcis/event.ts';
import { type Commissioning, commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';

/** Where a line stands: SGLN URNs. */
export interface Place {
  readonly readPoint: string;
  readonly bizLocation: string;
}

export interface Stamp {
  readonly at: string;
  readonly offset: string;
}

export interface LotData {
  readonly lot: string;
  readonly expiry: string;
}

export interface Packed {
  readonly parent: string;
  readonly children: readonly string[];
  /** Set when children come into being with their container; left out when all are known already. */
  readonly commission?: LotData;
  /** Those that do; all of them when left out. */
  readonly fresh?: readonly string[];
  /** Set for a container that has a GTIN of its own. */
  readonly parentLot?: LotData | undefined;
  readonly place: Place;
  readonly commissioned: Stamp;
  readonly closed: Stamp;
}

/** EPCs to an event and characters to a group, so that a message stays below the broker's 128 KiB whatever is packed. */
export const EPCS = 400;
const CHARACTERS = 80_000;

/**
 * The events of one closed container: its children commissioned (when new), it itself commissioned, and the children packed
 * into it. One group, told in one message, unless the container is so large that the broker would not take it.
 */
export function containerEvents(packed: Packed): EpcisEvent[][] {
  const { parent, children, commission, fresh = children, parentLot, place, commissioned, closed } = packed;
  const events: EpcisEvent[] = [
    ...(commission === undefined ? [] : commissionEvents(fresh, { ...commissioned, ...commission, ...place })),
    commissionEvent({ epcs: [parent], ...commissioned, ...parentLot, ...place }),
    ...chunks(children, EPCS).map((part) => packEvent({ parent, children: part, ...closed, ...place })),
  ];
  return grouped(events);
}

/** Units come into being, in events that a message can hold. */
export const commissionEvents = (epcs: readonly string[], about: Omit<Commissioning, 'epcs'>): EpcisEvent[] =>
  chunks(epcs, EPCS).map((part) => commissionEvent({ epcs: part, ...about }));

/** Lists of some length at most. */
export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Events in groups that a message can hold each. */
export function grouped(events: readonly EpcisEvent[]): EpcisEvent[][] {
  const groups: EpcisEvent[][] = [];
  let room = 0;
  for (const event of events) {
    const size = JSON.stringify(event).length;
    const group = groups.at(-1);
    if (group === undefined || size > room) {
      groups.push([event]);
      room = CHARACTERS - size;
    } else {
      group.push(event);
      room -= size;
    }
  }
  return groups;
}
