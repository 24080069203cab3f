import { glnNamed, isPartners } from '#common/inbound/parties.ts';
import { type Histories, readUnits } from '#common/integrity/histories.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { containersAt, MOST_LEVELS } from '#shared/integrity/containers-at.ts';
import { hasBegun } from '#shared/integrity/never-commissioned.ts';
import { containerOf, isPackedBy, type Step, stepsOf } from '#shared/integrity/unit-history.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Bond } from '#shared/network/partner-authority.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { Who } from './deeds-of.ts';

export interface BondNeeds {
  readonly unitEvents: UnitEvents;
  readonly inbound: Pick<InboundDocuments, 'get'>;
  readonly registry: Pick<Registry, 'partner'>;
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
  /** By whose documents captures came; none for our own. */
  readonly tellers: ReadonlyMap<string, string>;
  /** Those of them that are in force. */
  readonly partners: ReadonlyMap<string, Partner>;
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
  const told = new Map<string, string>();
  const partners = new Map([[partner.partner, partner]]);
  for (const captureId of new Set(known.events.map((one) => one.captureId))) {
    const teller = await tellerOf(captureId);
    if (teller === undefined) continue;
    told.set(captureId, teller);
    if (teller === partner.partner) own.add(captureId);
    if (partners.has(teller)) continue;
    const found = await needs.registry.partner(tenant.tenant, teller);
    if (found !== undefined) partners.set(teller, found);
  }
  return { ...known, own, tellers: told, partners };
}

/** What ties units to a partner, given their past. One whose events are too many is nobody's. */
export function bondsOf({ partner }: Who, past: Past): (epc: string) => Bond {
  const told = toldBy(past);
  const made = (teller: string, epc: string) =>
    hasBegun(epc, told(teller, true).get(epc) ?? []) &&
    !hasBegun(epc, told(teller, false).get(epc) ?? []) &&
    !past.tooLong.has(epc);
  /** Nobody's word is held up by his own: `asked` are those whose bond is in question. */
  const sent = (to: Partner, epc: string, asked: readonly string[]): boolean => {
    const others = told(to.partner, false);
    return everAround(epc, others).some((thing) =>
      (others.get(thing) ?? []).some(
        (step) => isShippedTo(to, step) && isIn(epc, thing, step.at, others) && couldShip(step.stored, epc, asked),
      ),
    );
  };
  const couldShip = ({ captureId }: StoredEvent, epc: string, asked: readonly string[]): boolean => {
    const teller = past.tellers.get(captureId);
    if (teller === undefined) return true;
    if (asked.includes(teller)) return false;
    const from = past.partners.get(teller);
    return made(teller, epc) || (from !== undefined && sent(from, epc, [...asked, teller]));
  };
  return (epc) => ({
    untouched: (told(partner.partner, false).get(epc) ?? []).length === 0 && !past.tooLong.has(epc),
    made: made(partner.partner, epc),
    sent: sent(partner, epc, [partner.partner]),
  });
}

/** What happened to units by the word of one teller, or of all others; error declarations count for both. */
function toldBy({ events, tellers }: Past): (teller: string, own: boolean) => Steps {
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

const isShippedTo = (partner: Partner, { stored: { event } }: Step) =>
  event.bizStep === 'shipping' &&
  (event.destinationList ?? []).some(({ destination }) => isPartners(partner)(glnNamed(destination) ?? ''));

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
