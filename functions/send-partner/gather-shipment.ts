import { orRefuse } from '#common/refused.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { refuse } from '#shared/refusal.ts';
import { childrenOf } from '#shared/trace/children-of.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface GatherNeeds {
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly unitEvents: UnitEvents;
}

/** Things in one shipment, and levels of packing: beyond that it is not one document. */
const MOST_UNITS = 200_000;
const MOST_LEVELS = 8;

/** The shipping events with all commissioning and packing of everything inside, as it was when it left, in the order of happening. */
export async function gatherShipment(
  { ledger, unitEvents }: GatherNeeds,
  tenant: string,
  eventIds: readonly string[],
): Promise<StoredEvent[]> {
  const shipping = effectiveEvents(await ledger.eventsById(tenant, eventIds));
  const left = Math.max(...shipping.map(({ event }) => Date.parse(event.eventTime)));
  const inside = new Set<string>();
  const gathered = new Map(shipping.map((stored) => [stored.eventId, stored]));
  let level = [...new Set(shipping.flatMap(({ event }) => mentionsOf(event)).map(({ epc }) => epc))];
  for (let depth = 0; level.length > 0; depth++) {
    for (const epc of level) inside.add(epc);
    if (inside.size > MOST_UNITS || depth === MOST_LEVELS) orRefuse(tooLarge(inside.size));
    const events = effectiveEvents(await unitEvents(tenant, level)).filter(
      ({ event }) => Date.parse(event.eventTime) <= left,
    );
    const byEpc = eventsByEpc(events, inside);
    for (const stored of [...byEpc.values()].flat()) if (isOrigin(stored)) gathered.set(stored.eventId, stored);
    level = level.flatMap((epc) => childrenOf(epc, byEpc.get(epc) ?? [])).filter((epc) => !inside.has(epc));
  }
  return effectiveEvents([...gathered.values()]);
}

const tooLarge = (size: number) =>
  refuse('too-large', `the shipment holds ${size} things or more, the limit is ${MOST_UNITS} in ${MOST_LEVELS} levels`);

function eventsByEpc(events: readonly StoredEvent[], among: ReadonlySet<string>): Map<string, StoredEvent[]> {
  const byEpc = new Map<string, StoredEvent[]>();
  for (const stored of events)
    for (const { epc } of mentionsOf(stored.event)) {
      if (!among.has(epc)) continue;
      const own = byEpc.get(epc);
      if (own === undefined) byEpc.set(epc, [stored]);
      else if (own.at(-1) !== stored) own.push(stored);
    }
  return byEpc;
}

/** True for what brought a thing into being or put it where it is. */
const isOrigin = ({ event }: StoredEvent) =>
  event.type === 'AggregationEvent' || (event.type === 'ObjectEvent' && event.action === 'ADD');
