import { HistoryTooLong, type UnitEvents } from '#common/store/unit-events.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { containersAt, MOST_LEVELS } from '#shared/integrity/containers-at.ts';
import { everInside } from '#shared/integrity/left-inside.ts';
import { endOf } from '#shared/integrity/lives.ts';
import { ownWhilePacked } from '#shared/integrity/moved-without-parent.ts';
import { containerOf, isPackedBy, type Step, stepsOf } from '#shared/integrity/unit-history.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** Only items and logistic units have histories that rules judge, and none is long. A returnable asset may have thousands of fillings. */
export const isJudged = (epc: string) => identify(epc).kind !== 'other';

/** Events of units as far as they were read, and what happened to each unit in them. */
export interface Histories {
  readonly events: readonly StoredEvent[];
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly read: ReadonlySet<string>;
  /** Units among those read whose events are too many: what is known of them is not all. */
  readonly tooLong: ReadonlySet<string>;
}

const none: Histories = { events: [], steps: new Map(), read: new Set(), tooLong: new Set() };

/** Reads the events of more units into histories. */
export async function readUnits(
  unitEvents: UnitEvents,
  tenant: string,
  epcs: Iterable<string>,
  known = none,
): Promise<Histories> {
  const missing = [...new Set(epcs)].filter((epc) => !known.read.has(epc) && isJudged(epc));
  if (missing.length === 0) return known;
  const { found, tooLong } = await readShort(unitEvents, tenant, missing);
  const events = [...known.events, ...found];
  return {
    events,
    steps: stepsOf(events),
    read: new Set([...known.read, ...missing]),
    tooLong: new Set([...known.tooLong, ...tooLong]),
  };
}

/** Every round leaves out at least one unit, so this ends. */
async function readShort(unitEvents: UnitEvents, tenant: string, epcs: readonly string[]) {
  const tooLong = new Set<string>();
  for (;;) {
    const left = epcs.filter((epc) => !tooLong.has(epc));
    try {
      return { found: left.length === 0 ? [] : await unitEvents(tenant, left), tooLong };
    } catch (error) {
      if (!(error instanceof HistoryTooLong) || !error.epcs.some((epc) => left.includes(epc))) throw error;
      for (const epc of error.epcs) tooLong.add(epc);
    }
  }
}

/**
 * Reads what the rules want to know beside the units themselves: containers they were ever put into, which may have been emptied as a whole; what
 * is in containers that ended; and, for units that were seen on their own while packed, the containers around their containers.
 */
export async function readAround(unitEvents: UnitEvents, tenant: string, epcs: Iterable<string>, known: Histories) {
  const units = [...epcs];
  let all = await readUnits(
    unitEvents,
    tenant,
    units.flatMap((epc) => beside(epc, known.steps.get(epc) ?? [])),
    known,
  );
  for (let level = 0; level < MOST_LEVELS; level++) {
    const around = units.flatMap((epc) => outwards(all.steps.get(epc) ?? [], all));
    if (around.every((epc) => all.read.has(epc) || !isJudged(epc))) break;
    all = await readUnits(unitEvents, tenant, around, all);
  }
  return all;
}

function beside(epc: string, steps: readonly Step[]): string[] {
  const containers = steps.flatMap((step) => (isPackedBy(step) ? (containerOf(step) ?? []) : []));
  return endOf(steps) === undefined ? containers : [...containers, ...everInside({ epc, steps })];
}

const outwards = (steps: readonly Step[], { steps: all }: Histories) =>
  ownWhilePacked(steps).flatMap(({ step, parent }) => containersAt(parent, step.at, all));

/** What was ever in the containers that these events empty as a whole, or say so wrongly. */
export function emptiedBy(events: readonly StoredEvent[], { steps }: Histories): string[] {
  return events.flatMap(({ event }) => {
    if (event.type !== 'AggregationEvent' || event.action !== 'DELETE' || event.parentID === undefined) return [];
    if (event.childEPCs?.length || event.childQuantityList?.length) return [];
    const parent = canonicalEpc(event.parentID);
    return everInside({ epc: parent, steps: steps.get(parent) ?? [] });
  });
}

/** The units to which something happened in other events than these: an exception may stand from before. */
export function withPast({ events, read }: Histories, slice: readonly StoredEvent[]): string[] {
  const now = new Set(slice.flatMap(({ event, eventId }) => (event.errorDeclaration === undefined ? [eventId] : [])));
  const past = events.filter(({ event, eventId }) => event.errorDeclaration !== undefined || !now.has(eventId));
  const named = new Set(past.flatMap(({ event }) => mentionsOf(event).map(({ epc }) => epc)));
  return [...read].filter((epc) => named.has(epc));
}
