import { identify } from '#shared/gs1/identify.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { lookInside } from './look-inside.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** Packs of one lot among what an event names, or inside it. */
export interface LotPart {
  readonly gtin: string;
  readonly lot: string;
  /** In the order in which the event, and what it names, tells them. */
  readonly serials: readonly string[];
}

/**
 * The packs that an event is about, by product and lot: those it names, and those that were inside what it names when it happened.
 *
 * @throws Refused `too-large` when they are too many to be looked at
 */
export async function insideAt(unitEvents: UnitEvents, tenant: string, { event }: StoredEvent): Promise<LotPart[]> {
  const parts = new Map<string, FilledPart>();
  const named = mentionsOf(event).map(({ epc }) => epc);
  for await (const { things, events } of lookInside(unitEvents, tenant, named, event.eventTime)) {
    const lots = lotsAtEnd(events);
    for (const epc of things) fill(parts, epc, lots.get(epc));
  }
  return [...parts.values()];
}

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
