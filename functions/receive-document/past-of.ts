import type { Tellers } from '#common/inbound/tellers.ts';
import { type Histories, readUnits } from '#common/integrity/histories.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { containersAt, MOST_LEVELS } from '#shared/integrity/containers-at.ts';
import { containerOf, isPackedBy, type Step, stepsOf } from '#shared/integrity/unit-history.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Who } from './deeds-of.ts';

/** What is known of units and of all that they ever were in, and who told it. */
export interface Past extends Histories {
  /** Captures of the partner's documents among them. */
  readonly own: ReadonlySet<string>;
  /** By whose documents captures came; none for our own. */
  readonly tellers: ReadonlyMap<string, string>;
  /** Those of them that are in force. */
  readonly partners: ReadonlyMap<string, Partner>;
  /** What happened to units by the word of one teller, or of all others; error declarations count for both. */
  readonly told: (teller: string, own: boolean) => Steps;
}

/** @param units canonical EPCs */
export async function pastOf(
  unitEvents: UnitEvents,
  by: Tellers,
  { tenant, partner }: Who,
  units: Iterable<string>,
): Promise<Past> {
  let known = await readUnits(unitEvents, tenant.tenant, units);
  for (let level = 0; level < MOST_LEVELS; level++) {
    const around = [...known.steps.values()].flatMap(containersOf);
    if (around.every((epc) => known.read.has(epc))) break;
    known = await readUnits(unitEvents, tenant.tenant, around, known);
  }
  const own = new Set<string>();
  const told = new Map<string, string>();
  const partners = new Map([[partner.partner, partner]]);
  for (const captureId of new Set(known.events.map((one) => one.captureId))) {
    const teller = await by.of(captureId);
    if (teller === undefined) continue;
    told.set(captureId, teller);
    if (teller === partner.partner) own.add(captureId);
    if (partners.has(teller)) continue;
    const found = await by.named(teller);
    if (found !== undefined) partners.set(teller, found);
  }
  return { ...known, own, tellers: told, partners, told: toldBy(known, told) };
}

export type Steps = ReadonlyMap<string, readonly Step[]>;

function toldBy({ events }: Histories, tellers: Past['tellers']): Past['told'] {
  const known = new Map<string, Steps>();
  return (teller, own) => {
    const key = `${own}#${teller}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const steps = stepsOf(
      events.filter(
        ({ captureId, event }) => event.errorDeclaration !== undefined || (tellers.get(captureId) === teller) === own,
      ),
    );
    known.set(key, steps);
    return steps;
  };
}

/** The last shipment with which a unit left until a time, by its own name or in what it was in then. */
export function lastShipment({ steps }: Past, epc: string, until: number): StoredEvent | undefined {
  const all = everAround(epc, steps).flatMap((thing) =>
    (steps.get(thing) ?? []).filter(
      ({ stored, at }) => at <= until && stored.event.bizStep === 'shipping' && isIn(epc, thing, at, steps),
    ),
  );
  return all.toSorted((a, b) => a.at - b.at).at(-1)?.stored;
}

const containersOf = (steps: readonly Step[]) =>
  steps.flatMap((step) => (isPackedBy(step) ? (containerOf(step) ?? []) : []));

/** A unit and everything that it ever was in. */
export function everAround(epc: string, steps: Steps): string[] {
  const all = new Set([epc]);
  for (const thing of all) for (const container of containersOf(steps.get(thing) ?? [])) all.add(container);
  return [...all];
}

/** True when the unit is the thing, or was in it at that time. */
export const isIn = (epc: string, thing: string, at: number, steps: Steps): boolean =>
  epc === thing || containersAt(epc, at, steps).includes(thing);
