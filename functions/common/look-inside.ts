import { refuse } from '#shared/refusal.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { packingOf } from '#shared/trace/packing.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { lookPace } from './look-pace.ts';
import { orRefuse } from './refused.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Things that are held at once, and levels of packing: beyond that somebody captured a circle, or a whole warehouse. */
const MOST_UNITS = 1_000_000;
export const MOST_LEVELS = 8;

/** Some things that were looked into, and what is known of them. */
export interface Looked {
  /** Canonical; each is met once. */
  readonly things: readonly string[];
  /** What is directly in each that holds something, in packing order. */
  readonly inside: ReadonlyMap<string, ReadonlySet<string>>;
  /** Their events until then. */
  readonly events: readonly StoredEvent[];
}

/**
 * Things and all that was inside them at a time, level by level, some thousand at once.
 *
 * @param epcs canonical
 * @param time ISO 8601 with a zone
 * @param isLeaf what is neither looked into nor met, but as what is inside others
 * @throws Refused `too-large` when they are too many to be looked at
 */
export async function* lookInside(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: Iterable<string>,
  time: string,
  isLeaf: (epc: string) => boolean = () => false,
): AsyncGenerator<Looked> {
  const found = new Set<string>();
  let level = new Set(epcs);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth === MOST_LEVELS || found.size + level.size > MOST_UNITS) orRefuse(tooMuchInside(found.size + level.size));
    for (const epc of level) found.add(epc);
    const below = new Set<string>();
    const all = [...level];
    const pace = lookPace();
    for (let from = 0; from < all.length; ) {
      const things = pace.next(all, from);
      from += things.length;
      const events = eventsUntil(await unitEvents(tenant, things), time);
      const inside = contentsIn(events);
      let held = 0;
      for (const epc of things) {
        const children = inside.get(epc) ?? new Set();
        held += children.size;
        for (const child of children) if (!found.has(child) && !isLeaf(child)) below.add(child);
      }
      pace.saw(things.length, held);
      yield { things, inside, events };
    }
    level = below;
  }
}

/** The refusal of what is about too many things to be looked at. */
export const tooMuchInside = (things: number) =>
  refuse('too-large', `the event is about ${things} things or more, or in more than ${MOST_LEVELS} levels`, {
    remedy: 'capture it in parts',
  });

/** What is in each parent at the end of its events. */
const contentsIn = (events: readonly StoredEvent[]) =>
  packingOf(orderedEvents(events).map((one) => ({ ...one, mentions: mentionsOf(one.stored.event) }))).inside;
