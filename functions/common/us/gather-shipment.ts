import { orRefuse } from '#common/refused.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { refuse } from '#shared/refusal.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { parentsOf } from '#shared/trace/parents-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

export interface GatherNeeds {
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly unitEvents: UnitEvents;
}

/** Things in one shipment, and levels of packing: beyond that it is not one document. */
const MOST_UNITS = 200_000;
const MOST_LEVELS = 8;

export interface Gathered {
  /** The shipping events with all commissioning and packing of everything inside, in the order of happening. */
  readonly events: StoredEvent[];
  /** What was shipped and all that was in it, canonical. */
  readonly inside: ReadonlySet<string>;
  /** Those of them that had ended when they left: nobody unpacked them. */
  readonly ended: readonly string[];
}

/** What a shipment holds, by the ids of its events; see `gatherFrom`. */
export async function gatherShipment(
  { ledger, unitEvents }: GatherNeeds,
  tenant: string,
  eventIds: readonly string[],
): Promise<Gathered> {
  const found = await ledger.eventsById(tenant, eventIds);
  if (found.length === 0) orRefuse(refuse('not-found', `no event ${eventIds.join(', ')}`));
  return gatherFrom(unitEvents, tenant, found);
}

/**
 * What a shipment holds, and its history as it was when it left.
 *
 * @param found the shipment's events, with declarations about them
 *
 * @throws Refused when the shipment did not happen after all, or nothing is known of what it holds: there is nothing to tell
 */
export async function gatherFrom(
  unitEvents: UnitEvents,
  tenant: string,
  found: readonly StoredEvent[],
): Promise<Gathered> {
  const shipping = effectiveEvents(found);
  if (shipping.length === 0) orRefuse(refuse('conflict', 'the shipment was declared erroneous'));
  const left = Math.max(...shipping.map(({ event }) => Date.parse(event.eventTime)));
  const shipped = new Set(shipping.flatMap(({ event }) => mentionsOf(event)).map(({ epc }) => epc));
  const inside = new Set<string>();
  const known = new Map<string, StoredEvent>();
  let level = [...shipped];
  for (let depth = 0; level.length > 0; depth++) {
    if (inside.size + level.length > MOST_UNITS || depth === MOST_LEVELS)
      orRefuse(tooLarge(inside.size + level.length));
    for (const stored of effectiveEvents(await unitEvents(tenant, level)))
      if (Date.parse(stored.event.eventTime) <= left) known.set(stored.eventId, stored);
    const parents = parentsOf([...known.values()]);
    // Its own events may say that a child was put elsewhere, which those of its parent need not.
    for (const epc of level) if (shipped.has(epc) || inside.has(parents.get(epc) ?? '')) inside.add(epc);
    level = [...parents].filter(([child, parent]) => inside.has(parent) && !inside.has(child)).map(([child]) => child);
  }
  const origins = [...known.values()].filter((stored) => isOrigin(stored) && names(stored, inside));
  if (origins.length === 0)
    orRefuse(
      refuse('conflict', 'nothing is known of what the shipment holds: capture its commissioning and packing first'),
    );
  return { events: effectiveEvents([...origins, ...shipping]), inside, ended: endedAmong(inside, [...known.values()]) };
}

/** Few ever end, so only those that an event may have ended are folded. */
function endedAmong(inside: ReadonlySet<string>, events: readonly StoredEvent[]): string[] {
  const ending = events.filter(({ event }) => event.type === 'ObjectEvent' && event.action === 'DELETE');
  const named = new Set(ending.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => epc)));
  const suspects = [...named].filter((epc) => inside.has(epc));
  if (suspects.length === 0) return [];
  const timeline = timelineOf(events);
  return suspects.filter((epc) => unitAtEnd(timeline, epc).exists === 'decommissioned');
}

const tooLarge = (size: number) =>
  refuse('too-large', `the shipment holds ${size} things or more, the limit is ${MOST_UNITS} in ${MOST_LEVELS} levels`);

const names = ({ event }: StoredEvent, among: ReadonlySet<string>) =>
  mentionsOf(event).some(({ epc }) => among.has(epc));

/** True for what brought a thing into being or put it where it is. */
const isOrigin = ({ event }: StoredEvent) =>
  event.type === 'AggregationEvent' || (event.type === 'ObjectEvent' && event.action === 'ADD');
