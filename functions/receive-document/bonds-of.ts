import { glnNamed, isPartners } from '#common/inbound/parties.ts';
import { type Histories, readUnits } from '#common/integrity/histories.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { containersAt, MOST_LEVELS } from '#shared/integrity/containers-at.ts';
import { hasBegun } from '#shared/integrity/never-commissioned.ts';
import { containerOf, isPackedBy, type Step, stepsOf } from '#shared/integrity/unit-history.ts';
import type { Bond } from '#shared/network/partner-authority.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Who } from './deeds-of.ts';

export interface BondNeeds {
  readonly unitEvents: UnitEvents;
  readonly inbound: Pick<InboundDocuments, 'get'>;
}

/** By whose document an event came; undefined for what we captured ourselves. */
export type TellerOf = (captureId: string) => Promise<string | undefined>;

/** Each capture is asked for once. */
export function tellers({ inbound }: Pick<BondNeeds, 'inbound'>, tenant: string): TellerOf {
  const known = new Map<string, Promise<string | undefined>>();
  const ask = async (captureId: string) => {
    const documentId = documentOfCapture(captureId);
    return documentId === undefined ? undefined : (await inbound.get(tenant, documentId))?.partner;
  };
  return (captureId) => {
    const found = known.get(captureId) ?? ask(captureId);
    known.set(captureId, found);
    return found;
  };
}

/** What is known of units and of all that they ever were in, and who told it. */
export interface Past extends Histories {
  /** Captures of the partner's documents among them. */
  readonly own: ReadonlySet<string>;
}

/** @param units canonical EPCs */
export async function pastOf(
  needs: BondNeeds,
  tellerOf: TellerOf,
  { tenant, partner }: Who,
  units: Iterable<string>,
): Promise<Past> {
  let known = await readUnits(needs.unitEvents, tenant.tenant, units);
  for (let level = 0; level < MOST_LEVELS; level++) {
    const around = [...known.steps.values()].flatMap(containersOf);
    if (around.every((epc) => known.read.has(epc))) break;
    known = await readUnits(needs.unitEvents, tenant.tenant, around, known);
  }
  const own = new Set<string>();
  for (const captureId of new Set(known.events.map((one) => one.captureId)))
    if ((await tellerOf(captureId)) === partner.partner) own.add(captureId);
  return { ...known, own };
}

/** What ties units to a partner, given their past. One whose events are too many is nobody's. */
export function bondsOf({ partner }: Who, past: Past): (epc: string) => Bond {
  const isOwn = ({ captureId }: StoredEvent) => past.own.has(captureId);
  const told = (own: boolean) =>
    stepsOf(past.events.filter((one) => one.event.errorDeclaration !== undefined || isOwn(one) === own));
  const [own, others] = [told(true), told(false)];
  const isToPartner = ({ stored: { event } }: Step) =>
    event.bizStep === 'shipping' &&
    (event.destinationList ?? []).some(({ destination }) => isPartners(partner)(glnNamed(destination) ?? ''));
  return (epc) => {
    const [ownSteps, othersSteps] = [own.get(epc) ?? [], others.get(epc) ?? []];
    const sent = everAround(epc, others).some((thing) =>
      (others.get(thing) ?? []).some((step) => isToPartner(step) && isIn(epc, thing, step.at, others)),
    );
    return {
      untouched: othersSteps.length === 0 && !past.tooLong.has(epc),
      made: hasBegun(epc, ownSteps) && !hasBegun(epc, othersSteps) && !past.tooLong.has(epc),
      sent,
    };
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

type Steps = ReadonlyMap<string, readonly Step[]>;

const containersOf = (steps: readonly Step[]) =>
  steps.flatMap((step) => (isPackedBy(step) ? (containerOf(step) ?? []) : []));

/** A unit and everything that it ever was in. */
function everAround(epc: string, steps: Steps): string[] {
  const all = new Set([epc]);
  for (const thing of all) for (const container of containersOf(steps.get(thing) ?? [])) all.add(container);
  return [...all];
}

const isIn = (epc: string, thing: string, at: number, steps: Steps) =>
  epc === thing || containersAt(epc, at, steps).includes(thing);
