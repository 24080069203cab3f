import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { ilmdText } from '#shared/trace/ilmd-text.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { lookInside } from './look-inside.ts';
import { lotsOf } from './store/lots-of.ts';
import { gtinOf } from './store/unit-code.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Packs of one product and lot in a thing; of a lot that nobody told, where `lot` is absent. */
export interface PartInside {
  readonly gtin: string;
  readonly lot?: string | undefined;
  readonly packs: number;
}

/** What things held at a time. */
export interface Contents {
  /** Those of the things that no other of them held, canonical, in their order. */
  readonly outermost: readonly string[];
  /** What a thing is, or holds at any depth. A case that has a GTIN counts as one of that. */
  readonly partsOf: (epc: string) => readonly PartInside[];
  /** What is directly in a thing. */
  readonly childrenOf: (epc: string) => readonly string[];
  readonly lotOf: (epc: string) => string | undefined;
  /** The expiry that events told of a lot, `YYYY-MM-DD`. */
  readonly expiryOf: (gtin: string, lot: string) => string | undefined;
}

/**
 * What things hold, by product and lot, read for thousands at once.
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
  const [lots, children, expiries] = [new Map<string, string>(), new Map<string, readonly string[]>(), new Map()];
  for await (const { things, inside, events } of lookInside(unitEvents, tenant, named, time)) {
    const known = lotsAtEnd(events);
    for (const epc of things) {
      const [lot, own] = [known.get(epc), inside.get(epc)];
      if (lot !== undefined) lots.set(epc, lot);
      if (own !== undefined && own.size > 0) children.set(epc, [...own]);
    }
    noteExpiries(expiries, events);
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

/** What the events that brought packs into being say of their lots. */
function noteExpiries(expiries: Map<string, string>, events: readonly StoredEvent[]): void {
  for (const { event } of events) {
    if (event.type !== 'ObjectEvent' && event.type !== 'TransformationEvent') continue;
    const expiry = event.errorDeclaration ? undefined : ilmdText(event.ilmd, 'itemExpirationDate', event['@context']);
    if (expiry === undefined) continue;
    for (const { gtin, lot } of lotsOf(event, mentionsOf(event))) expiries.set(`${gtin} ${lot}`, expiry.slice(0, 10));
  }
}
