import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { packingOf, type Stay } from '#shared/trace/packing.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { expiriesOf } from './expiries-of.ts';
import { MOST_LEVELS, tooMuchInside } from './look-inside.ts';
import { lookPace } from './look-pace.ts';
import { orRefuse } from './refused.ts';
import { gtinOf } from './store/unit-code.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Packs of one product and lot in a thing; of a lot that nobody told, where `lot` is absent. */
export interface PartInside {
  readonly gtin: string;
  readonly lot?: string | undefined;
  readonly packs: number;
}

/** How much things held at a time. */
export interface Parts {
  /** Those of the things that no other of them held, canonical, in their order. */
  readonly outermost: readonly string[];
  /** What a thing is, or holds at any depth. A case that has a GTIN counts as one of that. */
  readonly partsOf: (epc: string) => readonly PartInside[];
  /** The expiry that events told of a lot, `YYYY-MM-DD`. */
  readonly expiryOf: (gtin: string, lot: string) => string | undefined;
}

/** Things below others that are looked at: a warehouse has more. */
const MOST_UNITS = 4_000_000;

/** Something that holds others, or was asked about. */
interface Holding {
  /** By product and lot: itself and what is directly in it, without what holds others. */
  readonly parts: Map<string, PartInside & { packs: number }>;
  /** What holds others in it. */
  readonly inner: Set<string>;
}

/** A thing and what it was met in. */
interface Met {
  readonly epc: string;
  readonly into?: string;
}

/**
 * What things hold, by product and lot. Packs are counted some thousand at once and forgotten: a shipment may have millions. What was put elsewhere since counts
 * there, also when nobody said that it left.
 *
 * @throws Refused `too-large` when that is too much to be looked at
 */
export async function partsAt(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: readonly string[],
  time: string,
): Promise<Parts> {
  const named = [...new Set(epcs.map(canonicalEpc))];
  const holdings = new Map<string, Holding>(named.map((epc) => [epc, { parts: new Map(), inner: new Set() }]));
  const expiries = new Map<string, string>();
  const looked = new Set<string>();
  let units = 0;
  const look = async (things: readonly Met[], depth: number): Promise<void> => {
    if (things.length === 0) return;
    units += things.length;
    if (depth === MOST_LEVELS || units > MOST_UNITS) orRefuse(tooMuchInside(units));
    const pace = lookPace();
    for (let from = 0; from < things.length; ) {
      const some = pace.next(things, from);
      from += some.length;
      const events = eventsUntil(
        await unitEvents(
          tenant,
          some.map(({ epc }) => epc),
        ),
        time,
      );
      for (const [name, expiry] of expiriesOf(events)) expiries.set(name, expiry);
      const inner = noted(some, { holdings, looked, events });
      pace.saw(some.length, inner.length);
      await look(inner, depth + 1);
    }
  };
  await look(
    named.map((epc) => ({ epc })),
    0,
  );
  const held = new Set(named.flatMap((epc) => [...below(holdings, epc)].filter((one) => one !== epc)));
  return {
    outermost: named.filter((epc) => !held.has(epc)),
    partsOf: (epc) => summed(holdings, epc),
    expiryOf: (gtin, lot) => expiries.get(`${gtin} ${lot}`),
  };
}

interface Noting {
  readonly holdings: Map<string, Holding>;
  /** Of those, what was looked into. */
  readonly looked: Set<string>;
  /** All that name the things that are met. */
  readonly events: readonly StoredEvent[];
}

/** Counts things where they are, and answers what is to be looked at next: what is in them. */
function noted(some: readonly Met[], { holdings, looked, events }: Noting): Met[] {
  const { stays, inside } = packingOf(
    orderedEvents(events).map((one) => ({ ...one, mentions: mentionsOf(one.stored.event) })),
  );
  const lots = lotsAtEnd(events);
  const next: Met[] = [];
  for (const { epc, into } of some) {
    const above = into === undefined ? undefined : holdings.get(into);
    if (above !== undefined && isElsewhere(stays.get(epc)?.at(-1), into)) continue;
    const children = inside.get(epc) ?? new Set();
    const own = holdings.get(epc) ?? (children.size > 0 ? { parts: new Map(), inner: new Set<string>() } : undefined);
    if (own === undefined) {
      if (above !== undefined) count(above, epc, lots.get(epc));
      continue;
    }
    above?.inner.add(epc);
    holdings.set(epc, own);
    if (looked.has(epc)) continue; // events may tell a circle
    looked.add(epc);
    count(own, epc, lots.get(epc));
    for (const child of children) next.push({ epc: child, into: epc });
  }
  return next;
}

/** Its own events say where it went after it was met in that. */
const isElsewhere = (last: Stay | undefined, into: string | undefined) =>
  last !== undefined && (last.to !== undefined || last.parent !== into);

function count({ parts }: Holding, epc: string, lot: string | undefined): void {
  const gtin = gtinOf(epc);
  if (gtin !== undefined) add(parts, { gtin, lot, packs: 1 });
}

function add(parts: Holding['parts'], { gtin, lot, packs }: PartInside): void {
  const name = `${gtin} ${lot ?? ''}`;
  const part = parts.get(name) ?? { gtin, lot, packs: 0 };
  part.packs += packs;
  parts.set(name, part);
}

/** A thing and what holds others in it, at any depth, each once. */
function below(holdings: ReadonlyMap<string, Holding>, epc: string): Set<string> {
  const found = new Set([epc]);
  // A set that grows while it is walked is walked to its end.
  for (const one of found) for (const inner of holdings.get(one)?.inner ?? []) found.add(inner);
  return found;
}

function summed(holdings: ReadonlyMap<string, Holding>, epc: string): PartInside[] {
  const parts: Holding['parts'] = new Map();
  for (const one of below(holdings, epc)) for (const part of holdings.get(one)?.parts.values() ?? []) add(parts, part);
  return [...parts.values()];
}
