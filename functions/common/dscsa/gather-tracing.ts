import { Refused } from '#common/refused.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { EventRef } from '#common/store/ref-rows.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { gatherShipment } from '#common/us/gather-shipment.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { refuse } from '#shared/refusal.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { containersOf, journeyOf } from '#shared/trace/journey.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

export interface TracingNeeds {
  readonly ledger: Pick<Ledger, 'eventsById' | 'refsByLot' | 'fetchDeclared'>;
  readonly unitEvents: UnitEvents;
}

/** What is asked about: packs and containers (EPCs), lots, and shipments by the ids of their events. */
export interface TracingScope {
  readonly packs: readonly string[];
  readonly lots: readonly { readonly gtin: string; readonly lot: string }[];
  readonly shipments: readonly string[];
}

export interface Tracing {
  readonly events: readonly StoredEvent[];
  /** What is asked about and what it was in, canonical. */
  readonly inside: ReadonlySet<string>;
  /** Packs among it. */
  readonly units: number;
}

/** Packs of one request: beyond that it is not one document. */
const MOST_UNITS = 20_000;
/** Events of a lot that are held at once; one may name 35,000 units. */
const EVENTS_AT_ONCE = 25;
/** Levels of packing. */
const MOST_LEVELS = 8;

/**
 * Product tracing data of packs, lots and shipments: how each came into being, what it was packed in, and with what it was shipped.
 *
 * @throws Refused `conflict` when nothing is known of them, `too-large` when they are more than {@link MOST_UNITS}
 */
export async function gatherTracing(needs: TracingNeeds, tenant: string, scope: TracingScope): Promise<Tracing> {
  const named = new Set(scope.packs.map(canonicalEpc));
  // One after the other, and counted while they are read: a lot may have a million units.
  for (const { gtin, lot } of scope.lots) await addLot(needs, tenant, gtin, lot, named);
  const known = new Map<string, StoredEvent>();
  const inside = await upwards(needs, tenant, named, known);
  if (scope.shipments.length > 0) {
    const shipped = await gatherShipment(needs, tenant, scope.shipments);
    if (shipped.inside.size > MOST_UNITS) throw tooLarge();
    for (const stored of shipped.events) known.set(stored.eventId, stored);
    for (const epc of shipped.inside) inside.add(epc);
  }
  const happened = happenedTo(named, [...known.values()]);
  for (const id of scope.shipments) happened.add(id);
  const told = [...known.values()].filter(
    (stored) => names(stored, inside) && (!isSeen(stored) || happened.has(stored.eventId)),
  );
  const events = effectiveEvents(told).map(alone(inside));
  if (events.length === 0)
    throw new Refused(
      refuse('conflict', 'nothing is known of what is asked about', {
        rule: 'FD&C Act 582(b)(1)(B)',
        remedy: 'mend the scope, or answer that there is nothing',
      }),
    );
  return { events, inside, units: [...inside].filter((epc) => identify(epc).kind === 'sgtin').length };
}

/** Adds the units of a lot to `named`. @throws Refused `too-large` as soon as they are more than {@link MOST_UNITS} */
async function addLot(
  { ledger }: TracingNeeds,
  tenant: string,
  gtin: string,
  lot: string,
  named: Set<string>,
): Promise<void> {
  let refs: EventRef[] = [];
  const add = async () => {
    for (const epc of livesOf(await ledger.fetchDeclared(tenant, refs)).keys()) {
      const key = identify(epc);
      if (key.kind === 'sgtin' && key.gtin === gtin) named.add(epc);
    }
    refs = [];
    if (named.size > MOST_UNITS) throw tooLarge();
  };
  for await (const ref of ledger.refsByLot(tenant, gtin, lot, { ascending: true }))
    if (refs.push(ref) === EVENTS_AT_ONCE) await add();
  await add();
}

/** The same things with every container they were ever in, level by level. Their events go to `known`. */
async function upwards(
  { unitEvents }: TracingNeeds,
  tenant: string,
  named: ReadonlySet<string>,
  known: Map<string, StoredEvent>,
): Promise<Set<string>> {
  const inside = new Set<string>();
  let level = [...named];
  for (let depth = 0; level.length > 0 && depth < MOST_LEVELS; depth++) {
    for (const epc of level) inside.add(epc);
    // Each level with the declarations of its events, which bear the same ids.
    for (const stored of effectiveEvents(await unitEvents(tenant, level))) known.set(stored.eventId, stored);
    const containers = containersOf(timelineOf([...known.values()]), [...named]);
    level = [...containers].filter((epc) => !inside.has(epc));
  }
  return inside;
}

/** Ids of the events of these things, and of those of their containers while they were inside: a container may have gone elsewhere before and after. */
function happenedTo(named: ReadonlySet<string>, events: readonly StoredEvent[]): Set<string> {
  const timeline = timelineOf(events);
  const steps = [...named].flatMap((epc) => journeyOf(timeline, epc));
  return new Set(steps.map(({ happening }) => happening.stored.eventId));
}

/** Shipping, receiving and the like: what brings nothing into being and packs nothing. */
const isSeen = ({ event }: StoredEvent) => event.type === 'ObjectEvent' && event.action === 'OBSERVE';

/** What was shipped beside it is nobody's business who did not ask about it. */
const alone =
  (inside: ReadonlySet<string>) =>
  (stored: StoredEvent): StoredEvent => {
    const { event } = stored;
    if (event.type !== 'ObjectEvent' || event.action !== 'OBSERVE' || event.epcList === undefined) return stored;
    return { ...stored, event: { ...event, epcList: event.epcList.filter((epc) => inside.has(canonicalEpc(epc))) } };
  };

const names = ({ event }: StoredEvent, among: ReadonlySet<string>) =>
  mentionsOf(event).some(({ epc }) => among.has(epc));

const tooLarge = () =>
  new Refused(
    refuse('too-large', `more than ${MOST_UNITS} things are asked about`, {
      at: '/scope',
      remedy: 'split the request into several',
    }),
  );
