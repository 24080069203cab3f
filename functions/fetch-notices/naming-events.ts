import type { UnitEvents } from '#common/store/unit-events.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { ReportedCode } from '#shared/regimes/reported.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { parentsOf } from '#shared/trace/parents-of.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Things looked at together. */
const TOGETHER = 1_000;
/** Packages in packages. */
const MOST_LEVELS = 8;

/** An event, and which thing of those that it names one of ours is, or is in. */
export interface Naming {
  readonly stored: StoredEvent;
  /** Canonical. */
  readonly thing: string;
}

/** The EPC, canonical, of a pack or package as regulators are told of it. */
export const epcOf = ({ gtin, serial, sscc }: ReportedCode): string =>
  gtin === undefined
    ? writeLink({ primary: { ai: '00', value: sscc }, qualifiers: [] })
    : writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });

/**
 * For each thing the last event of a kind that names it, or what it was in at a time; `undefined` where there is none.
 *
 * @param at what was in what is read as of then, ISO 8601
 */
export async function namingEvents(
  unitEvents: UnitEvents,
  tenant: string,
  things: readonly string[],
  at: string,
  isWanted: (stored: StoredEvent) => boolean,
): Promise<(Naming | undefined)[]> {
  const found: (Naming | undefined)[] = [];
  for (let first = 0; first < things.length; first += TOGETHER)
    found.push(...(await ofSome(unitEvents, tenant, things.slice(first, first + TOGETHER), at, isWanted)));
  return found;
}

async function ofSome(
  unitEvents: UnitEvents,
  tenant: string,
  things: readonly string[],
  at: string,
  isWanted: (stored: StoredEvent) => boolean,
) {
  const found = new Map<string, Naming>();
  /** What each thing that was not found yet is looked for as: itself, or what it is in. */
  let sought = new Map(things.map((thing) => [thing, thing]));
  for (let level = 0; sought.size > 0 && level < MOST_LEVELS; level++) {
    const events = await unitEvents(tenant, [...new Set(sought.values())]);
    const naming = lastNaming(effectiveEvents(events).filter(isWanted), new Set(sought.values()));
    const parents = parentsOf(eventsUntil(events, at));
    const next = new Map<string, string>();
    for (const [thing, as] of sought) {
      const [stored, parent] = [naming.get(as), parents.get(as)];
      if (stored !== undefined) found.set(thing, { stored, thing: as });
      else if (parent !== undefined) next.set(thing, parent);
    }
    sought = next;
  }
  return things.map((thing) => found.get(thing));
}

/** Events come in the order of their time. */
function lastNaming(events: readonly StoredEvent[], things: ReadonlySet<string>): Map<string, StoredEvent> {
  const last = new Map<string, StoredEvent>();
  for (const stored of events)
    for (const { epc } of mentionsOf(stored.event)) if (things.has(epc)) last.set(epc, stored);
  return last;
}
