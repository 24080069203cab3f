import { identify } from '#shared/gs1/identify.ts';
import { refuse } from '#shared/refusal.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { packingOf } from '#shared/trace/packing.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { orRefuse } from './refused.ts';
import { chunksOf } from './store/batches.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Packs of one lot among what an event names, or inside it. */
export interface LotPart {
  readonly gtin: string;
  readonly lot: string;
  /** In the order in which the event, and what it names, tells them. */
  readonly serials: readonly string[];
}

/** Things below one event, and levels of packing: beyond that somebody captured a circle, or a whole warehouse. */
const MOST_UNITS = 1_000_000;
const MOST_LEVELS = 8;
/** Things whose events are held at once. */
const AT_ONCE = 5_000;

/**
 * The packs that an event is about, by product and lot: those it names, and those that were inside what it names when it happened.
 *
 * @throws Refused `too-large` when they are too many to be looked at
 */
export async function insideAt(unitEvents: UnitEvents, tenant: string, { event }: StoredEvent): Promise<LotPart[]> {
  const found = new Set<string>();
  const parts = new Map<string, FilledPart>();
  let level = new Set(mentionsOf(event).map(({ epc }) => epc));
  for (let depth = 0; level.size > 0; depth++) {
    if (depth === MOST_LEVELS || found.size + level.size > MOST_UNITS) orRefuse(tooLarge(found.size + level.size));
    for (const epc of level) found.add(epc);
    const below = new Set<string>();
    for (const some of chunksOf([...level], AT_ONCE)) {
      const events = eventsUntil(await unitEvents(tenant, some), event.eventTime);
      const [lots, inside] = [lotsAtEnd(events), contentsIn(events)];
      for (const epc of some) {
        fill(parts, epc, lots.get(epc));
        for (const child of inside.get(epc) ?? []) if (!found.has(child)) below.add(child);
      }
    }
    level = below;
  }
  return [...parts.values()];
}

const tooLarge = (things: number) =>
  refuse('too-large', `the event is about ${things} things or more`, {
    remedy: `at most ${MOST_UNITS} in ${MOST_LEVELS} levels: capture it in parts`,
  });

/** What is in each parent at the end of its events. */
const contentsIn = (events: readonly StoredEvent[]) =>
  packingOf(orderedEvents(events).map((one) => ({ ...one, mentions: mentionsOf(one.stored.event) }))).inside;

interface FilledPart extends LotPart {
  readonly serials: string[];
}

function fill(parts: Map<string, FilledPart>, epc: string, lot: string | undefined): void {
  const id = lot === undefined ? undefined : identify(epc);
  if (lot === undefined || id?.kind !== 'sgtin') return;
  const name = `${id.gtin} ${lot}`;
  const part = parts.get(name) ?? { gtin: id.gtin, lot, serials: [] };
  parts.set(name, part);
  part.serials.push(id.serial);
}
