import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';

/** Where a line stands: SGLN URNs. */
export interface Place {
  readonly readPoint: string;
  readonly bizLocation: string;
}

interface Stamp {
  readonly at: string;
  readonly offset: string;
}

export interface Packed {
  readonly parent: string;
  readonly children: readonly string[];
  /** Set when the children come into being with their container; left out when they are known already. */
  readonly commission?: { readonly lot: string; readonly expiry: string };
  readonly place: Place;
  readonly commissioned: Stamp;
  readonly closed: Stamp;
}

/** EPCs to an event and characters to a group, so that a message stays below the broker's 128 KiB whatever is packed. */
const EPCS = 400;
const CHARACTERS = 80_000;

/**
 * The events of one closed container: its children commissioned (when new), it itself commissioned, and the children packed
 * into it. One group, told in one message, unless the container is so large that the broker would not take it.
 */
export function containerEvents({ parent, children, commission, place, commissioned, closed }: Packed): EpcisEvent[][] {
  const parts = chunks(children, EPCS);
  const events: EpcisEvent[] = [
    ...(commission === undefined
      ? []
      : parts.map((epcs) => commissionEvent({ epcs, ...commissioned, ...commission, ...place }))),
    commissionEvent({ epcs: [parent], ...commissioned, ...place }),
    ...parts.map((part) => packEvent({ parent, children: part, ...closed, ...place })),
  ];
  return grouped(events);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function grouped(events: readonly EpcisEvent[]): EpcisEvent[][] {
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
