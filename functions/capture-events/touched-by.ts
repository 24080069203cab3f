import { Refused } from '#common/refused.ts';
import { lotsOf } from '#common/store/lots-of.ts';
import { quantitiesOf } from '#common/store/named-in.ts';
import { unitCode } from '#common/store/unit-code.ts';
import { HistoryTooLong, type UnitEvents } from '#common/store/unit-events.ts';
import type { Touched } from '#shared/access/grant.ts';
import type { EpcisEvent, QuantityElement } from '#shared/epcis/event.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import { unitAtEnd } from '#shared/trace/fold-unit.ts';
import { mentionsOf, spellingIn } from '#shared/trace/mentions.ts';
import { timelineOf } from '#shared/trace/timeline.ts';

/** A pack in a case on a pallet, and one level for whatever holds that. */
const MOST_LEVELS = 4;

/** The products, and when asked the lots, that an event touches. */
export interface EventTouches {
  readonly event: EpcisEvent;
  readonly touched: readonly Touched[];
}

/**
 * What each event of a document touches: units and classes that it names, and the units that were ever packed into the containers it names,
 * as the document and the ledger tell. Nothing, for a container of which neither tells what is in it.
 *
 * @param withLots the lots of units too: what the ledger knows, and what an event that brings them into being says
 * @throws Refused `not-permitted` when lots are asked for, and that of a unit or class is not known; and where more events name a thing than are read: what
 *   is in it, or of which lot it is, may be what the grant does not reach
 */
export async function touchedBy(
  allEvents: UnitEvents,
  tenant: string,
  events: readonly EpcisEvent[],
  withLots: boolean,
): Promise<EventTouches[]> {
  const unitEvents: UnitEvents = (...asked) => allEvents(...asked).catch(unknowable);
  const inside = await insideOf(unitEvents, tenant, events);
  const unitsOf = (event: EpcisEvent) => unitsIn(namesOf(event), inside);
  const units = withLots ? [...new Set(events.flatMap((event) => [...unitsOf(event)]))] : [];
  const lots = await lotsOfUnits(unitEvents, tenant, events, units);
  return events.map((event) => ({
    event,
    touched: [
      ...classesOf(event).map((one) => (withLots ? mustHaveLot(one, one.epcClass) : one)),
      ...[...unitsOf(event)].flatMap((epc): Touched[] => {
        const code = unitCode(epc);
        if (code?.kind !== 'sgtin') return [];
        const { gtin } = code;
        if (!withLots) return [{ gtin }];
        const known = [...(lots.get(epc) ?? [])];
        return known.length === 0 ? [mustHaveLot({ gtin }, epc)] : known.map((lot) => ({ gtin, lot }));
      }),
    ],
  }));
}

const namesOf = (event: EpcisEvent) => mentionsOf(event).map(({ epc }) => epc);
const isUnit = (epc: string) => unitCode(epc)?.kind === 'sgtin';

type Inside = ReadonlyMap<string, ReadonlySet<string>>;

/** What was ever packed into each container that the events name, level by level. */
async function insideOf(unitEvents: UnitEvents, tenant: string, events: readonly EpcisEvent[]): Promise<Inside> {
  const inside = new Map<string, Set<string>>();
  const note = (event: EpcisEvent) => {
    const mentions = mentionsOf(event);
    const children = mentions.filter(({ role }) => role === 'child');
    for (const { epc, role } of mentions) {
      if (role !== 'parent' || children.length === 0) continue;
      const held = inside.get(epc) ?? new Set();
      inside.set(epc, held);
      for (const child of children) held.add(child.epc);
    }
  };
  for (const event of events) note(event);
  const asked = new Set<string>();
  let level = events.flatMap(namesOf);
  for (let depth = 0; depth < MOST_LEVELS; depth++) {
    const fresh = [...new Set(level)].filter((epc) => !isUnit(epc) && !asked.has(epc));
    if (fresh.length === 0) break;
    for (const epc of fresh) asked.add(epc);
    for (const { event } of await unitEvents(tenant, fresh)) note(event);
    level = fresh.flatMap((epc) => [...(inside.get(epc) ?? [])]);
  }
  return inside;
}

function unknowable(error: unknown): never {
  if (!(error instanceof HistoryTooLong)) throw error;
  const { refusal, epcs } = error;
  throw new Refused(
    refuse(
      'not-permitted',
      `the grant is narrowed, and what it reaches of ${epcs.join(', ')} is not known: ${refusal.detail}`,
      {
        at: '/document',
        rule: 'docs/people.md: a narrowed grant reaches what it names',
        remedy:
          'tell of the packs themselves, or pack into another container; or ask the owner for a grant without products and lots',
      },
    ),
  );
}

/** The units among some things, and in the containers among them. */
function unitsIn(epcs: readonly string[], inside: Inside): Set<string> {
  const units = new Set<string>();
  const seen = new Set<string>();
  const open = [...epcs];
  for (let epc = open.pop(); epc !== undefined; epc = open.pop()) {
    if (seen.has(epc)) continue;
    seen.add(epc);
    if (isUnit(epc)) units.add(epc);
    open.push(...(inside.get(epc) ?? []));
  }
  return units;
}

/** The lots of units: what the ledger knows and what the events say. Should they differ, both. */
async function lotsOfUnits(
  unitEvents: UnitEvents,
  tenant: string,
  events: readonly EpcisEvent[],
  units: readonly string[],
): Promise<Map<string, Set<string>>> {
  const lots = new Map<string, Set<string>>();
  if (units.length === 0) return lots;
  const note = (epc: string, lot: string) => lots.set(epc, (lots.get(epc) ?? new Set()).add(lot));
  const timeline = timelineOf(await unitEvents(tenant, units));
  for (const epc of units) {
    const { lot } = unitAtEnd(timeline, epc);
    if (lot !== undefined) note(epc, lot);
  }
  for (const event of events) {
    if (event.type === 'ObjectEvent' && event.action !== 'ADD') continue;
    const mentions = mentionsOf(event);
    const [said] = lotsOf(event, mentions);
    for (const { epc, role } of mentions)
      if (said !== undefined && (role === 'epc' || role === 'output') && isUnit(epc)) note(epc, said.lot);
  }
  return lots;
}

/** GTINs and lots of the classes that an event counts. */
function classesOf(event: EpcisEvent): (Touched & Pick<QuantityElement, 'epcClass'>)[] {
  const spell = spellingIn(event);
  return quantitiesOf(event).flatMap(({ epcClass }) => {
    const key = canonicalKey(spell(epcClass));
    if (key?.primary.ai !== '01') return [];
    const lot = key.qualifiers.find(({ ai }) => ai === '10')?.value;
    return [{ epcClass, gtin: key.primary.value, ...(lot !== undefined && { lot }) }];
  });
}

function mustHaveLot(touched: Touched, name: string): Touched {
  if (touched.lot !== undefined) return touched;
  throw new Refused(
    refuse('not-permitted', `the grant is narrowed to lots, and nobody has said of which lot ${name} is`, {
      at: '/document',
      rule: 'docs/people.md: a narrowed grant reaches what it names',
      remedy: 'capture its commissioning with ilmd cbvmda:lotNumber first, or ask the owner for a grant without lots',
    }),
  );
}
