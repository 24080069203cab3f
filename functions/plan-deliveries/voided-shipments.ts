import { isShipment } from '#common/is-shipment.ts';
import { lookInside, MOST_LEVELS } from '#common/look-inside.ts';
import { unitCode } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** The things that an event names, canonical. */
export const namedIn = ({ event }: Pick<StoredEvent, 'event'>): ReadonlySet<string> =>
  new Set(mentionsOf(event).map(({ epc }) => canonicalEpc(epc)));

/** A shipment and those of its goods that did not leave. */
export interface VoidedShipment {
  readonly stored: StoredEvent;
  /** What it names itself, canonical. */
  readonly things: ReadonlySet<string>;
  /** By what it names, what was in that when it left. */
  readonly inside: ReadonlyMap<string, readonly string[]>;
}

/**
 * The shipments that voided goods left with last, by their own names or in whatever they were in then.
 *
 * @throws Refused `too-large` when what left is too much to be looked into
 */
export async function voidedShipments(
  unitEvents: UnitEvents,
  tenant: string,
  voiding: StoredEvent,
): Promise<VoidedShipment[]> {
  const named = namedIn(voiding);
  const last = new Map<string, Left>();
  for (const stored of await shipmentsOf(unitEvents, tenant, await aroundThem(unitEvents, tenant, named), voiding)) {
    const left = await leftWith(unitEvents, tenant, stored, named);
    for (const [epc, within] of left) last.set(epc, { stored, within });
  }
  return [...Map.groupBy(last, ([, { stored }]) => stored)].map(([stored, some]) => ({
    stored,
    things: new Set(some.flatMap(([epc, { within }]) => (within === undefined ? [epc] : []))),
    inside: grouped(some.flatMap(([epc, { within }]) => (within === undefined ? [] : [[within, epc] as const]))),
  }));
}

interface Left {
  readonly stored: StoredEvent;
  /** Where it was not named itself: what it was in. */
  readonly within: string | undefined;
}

const grouped = (pairs: readonly (readonly [string, string])[]) =>
  new Map([...Map.groupBy(pairs, ([within]) => within)].map(([within, some]) => [within, some.map(([, epc]) => epc)]));

/** Things and all that they ever were in. */
async function aroundThem(unitEvents: UnitEvents, tenant: string, things: ReadonlySet<string>) {
  const all = new Set(things);
  let level = things;
  for (let depth = 0; level.size > 0 && depth < MOST_LEVELS; depth++) {
    const above = new Set<string>();
    for (const { event } of effectiveEvents(await unitEvents(tenant, [...level], { roles: ['child'] }))) {
      const mentions = mentionsOf(event);
      // Events of neighbours come along.
      if (event.type !== 'AggregationEvent' || !mentions.some(({ epc, role }) => role === 'child' && level.has(epc)))
        continue;
      for (const { epc, role } of mentions) if (role === 'parent' && !all.has(epc)) above.add(epc);
    }
    for (const epc of above) all.add(epc);
    level = above;
  }
  return all;
}

/** The earliest first. */
async function shipmentsOf(unitEvents: UnitEvents, tenant: string, epcs: ReadonlySet<string>, voiding: StoredEvent) {
  const end = instantOf(voiding.event.eventTime);
  return effectiveEvents(await unitEvents(tenant, [...epcs], { roles: ['epc'] })).filter(
    (stored) => isShipment(stored) && instantOf(stored.event.eventTime) <= end && isOfSome(stored, epcs),
  );
}

const isOfSome = (stored: StoredEvent, epcs: ReadonlySet<string>) => [...namedIn(stored)].some((epc) => epcs.has(epc));

/** Which of some things left with a shipment, and in what that it names; undefined for what it names itself. */
async function leftWith(unitEvents: UnitEvents, tenant: string, stored: StoredEvent, things: ReadonlySet<string>) {
  const shipped = namedIn(stored);
  const left = new Map<string, string | undefined>();
  for (const epc of things) if (shipped.has(epc)) left.set(epc, undefined);
  if (left.size === things.size) return left;
  for (const one of shipped) {
    if (isPack(one)) continue;
    for await (const { inside } of lookInside(unitEvents, tenant, [one], stored.event.eventTime, isPack))
      for (const children of inside.values())
        for (const epc of children) if (things.has(epc) && !left.has(epc)) left.set(epc, one);
  }
  return left;
}

const isPack = (epc: string) => unitCode(epc)?.kind === 'sgtin';
