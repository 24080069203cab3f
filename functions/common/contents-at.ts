import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { expiriesOf } from './expiries-of.ts';
import { lookInside } from './look-inside.ts';
import type { PartInside, Parts } from './parts-at.ts';
import { gtinOf } from './store/unit-code.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** What things held at a time, thing by thing. */
export interface Contents extends Parts {
  /** What is directly in a thing. */
  readonly childrenOf: (epc: string) => readonly string[];
  readonly lotOf: (epc: string) => string | undefined;
}

/**
 * What things hold, thing by thing, read for thousands at once. For those who want to hear of every pack: whom numbers are enough asks `partsAt`, which
 * keeps none.
 *
 * @throws Refused `too-large` when that is too much to be looked at
 */
export async function contentsAt(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: readonly string[],
  time: string,
): Promise<Contents> {
  const named = [...new Set(epcs.map(canonicalEpc))];
  const [lots, children, expiries] = [
    new Map<string, string>(),
    new Map<string, readonly string[]>(),
    new Map<string, string>(),
  ];
  for await (const { things, inside, events } of lookInside(unitEvents, tenant, named, time)) {
    const known = lotsAtEnd(events);
    for (const epc of things) {
      const [lot, own] = [known.get(epc), inside.get(epc)];
      if (lot !== undefined) lots.set(epc, lot);
      if (own !== undefined && own.size > 0) children.set(epc, [...own]);
    }
    for (const [name, expiry] of expiriesOf(events)) expiries.set(name, expiry);
  }
  const held = new Set(named.flatMap((epc) => descendants(children, epc)));
  return {
    outermost: named.filter((epc) => !held.has(epc)),
    partsOf: (epc) => countedIn([epc, ...descendants(children, epc)], lots),
    childrenOf: (epc) => children.get(epc) ?? [],
    lotOf: (epc) => lots.get(epc),
    expiryOf: (gtin, lot) => expiries.get(`${gtin} ${lot}`),
  };
}

/** Everything below a thing, each once: events may tell a circle. */
function descendants(children: ReadonlyMap<string, readonly string[]>, epc: string): string[] {
  const found = new Set(children.get(epc));
  // A set that grows while it is walked is walked to its end.
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child);
  found.delete(epc);
  return [...found];
}

function countedIn(things: readonly string[], lots: ReadonlyMap<string, string>): PartInside[] {
  const parts = new Map<string, PartInside & { packs: number }>();
  for (const epc of things) {
    const gtin = gtinOf(epc);
    if (gtin === undefined) continue;
    const lot = lots.get(epc);
    const name = `${gtin} ${lot ?? ''}`;
    const part = parts.get(name) ?? { gtin, lot, packs: 0 };
    part.packs++;
    parts.set(name, part);
  }
  return [...parts.values()];
}
