import { aliveAfter } from '#shared/trace/alive-after.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { livesOf } from '#shared/trace/lives-of.ts';
import { mentionsOf, type Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Commissioning, type CommissioningNeeds, commissionings } from './store/commissionings.ts';
import type { LotName } from './store/lot-fates.ts';
import { lotsOf } from './store/lots-of.ts';
import { unitCode } from './store/unit-code.ts';
import type { UnitEvents } from './store/unit-events.ts';

/** A unit that was commissioned in a lot. */
export interface LotUnit {
  /** Canonical. */
  readonly epc: string;
  readonly serial: string;
  /** False when it was no more by `asOf`. */
  readonly existed: boolean;
}

/** Some units of a lot with the events that name them, packing left out. An event may stand in several pieces, a unit in one. */
export interface LotPiece {
  readonly units: readonly LotUnit[];
  readonly events: readonly StoredEvent[];
}

/** Places of a lot's units, counted from 0. */
export interface Stretch {
  readonly first: number;
  readonly count: number;
}

export interface WantedUnits {
  /** The moment that `existed` tells of, ISO 8601; now when absent. */
  readonly asOf?: string | undefined;
  /** All when absent. */
  readonly within?: Stretch | undefined;
}

export type LotUnits = ReturnType<typeof lotUnits>;

interface Needs extends CommissioningNeeds {
  readonly unitEvents: UnitEvents;
}

/** Units whose histories are read at once: a lot may have millions, which no function could hold. */
const UNITS_AT_ONCE = 5_000;
/** Everything but packing, which neither begins nor ends a unit. */
const roles: readonly Role[] = ['epc', 'input', 'output'];

/**
 * The units of a lot, at the places that its commissionings give them in order of time. A unit that was commissioned before, or whose commissioning is
 * declared an error after `asOf`, or was never stored because a crash broke its capture off, leaves its place empty: so whoever reads stretch by stretch misses no unit and meets none twice.
 */
export function lotUnits(needs: Needs) {
  return {
    /** How many places there are. It reads the index alone, of which a row names up to 64 commissionings. */
    count: async (tenant: string, of: LotName, asOf?: string): Promise<number> => {
      let places = 0;
      for await (const { units } of commissionings(needs, tenant, of, asOf)) places += units;
      return places;
    },
    /** The units themselves, some thousand at a time. */
    read: (tenant: string, of: LotName, wanted: WantedUnits = {}) => pieces(needs, tenant, of, wanted),
  };
}

/** A commissioning with the place of its first unit. */
interface Placed extends Commissioning {
  readonly at: number;
}

async function* pieces(needs: Needs, tenant: string, of: LotName, wanted: WantedUnits): AsyncGenerator<LotPiece> {
  const { first, count } = wanted.within ?? { first: 0, count: Number.POSITIVE_INFINITY };
  let some: Placed[] = [];
  let [at, gathered] = [0, 0];
  for await (const one of commissionings(needs, tenant, of, wanted.asOf)) {
    if (at >= first + count) break;
    const placed = { ...one, at };
    at += one.units;
    if (at <= first) continue;
    some.push(placed);
    gathered += one.units;
    if (gathered < UNITS_AT_ONCE) continue;
    yield await pieceOf(needs, tenant, of, wanted, some);
    [some, gathered] = [[], 0];
  }
  if (some.length > 0) yield await pieceOf(needs, tenant, of, wanted, some);
}

async function pieceOf(
  { ledger, unitEvents }: Needs,
  tenant: string,
  of: LotName,
  { asOf, within }: WantedUnits,
  some: readonly Placed[],
): Promise<LotPiece> {
  const refs = some.flatMap((one) => one.refs);
  const begun = await ledger.fetchPlaced(tenant, refs);
  // By place: the id alone may lead to another version, whose units were counted elsewhere.
  const byPlace = new Map(begun.map(({ at, stored }) => [at, stored]));
  const eventOf = (one: Placed) => one.refs.map(({ at }) => byPlace.get(at)).find((stored) => stored !== undefined);
  const wanted = some.flatMap((one) => unitsAt(of, eventOf(one), one.at, within));
  const epcs = wanted.map(({ epc }) => epc);
  const others = await unitEvents(tenant, epcs, { roles, without: new Set(refs.map(({ at }) => at)) });
  const events = [...begun.map(({ stored }) => stored), ...others];
  const [lives, beginnings] = [livesOf(eventsUntil(events, asOf)), beginningsOf(of, events)];
  const units = wanted.flatMap(({ epc, serial, eventId }) =>
    beginnings.get(epc) === eventId ? [{ epc, serial, existed: lives.get(epc) === true }] : [],
  );
  return { units, events };
}

/** What an event commissions of the lot at the places that are wanted. */
function unitsAt({ gtin }: LotName, stored: StoredEvent | undefined, from: number, within: Stretch | undefined) {
  const { first, count } = within ?? { first: 0, count: Number.POSITIVE_INFINITY };
  const units = new Map<string, { epc: string; serial: string; eventId: string; at: number }>();
  let at = from;
  for (const { epc, role } of stored === undefined ? [] : mentionsOf(stored.event)) {
    const code = role === 'epc' || role === 'output' ? unitCode(epc) : undefined;
    if (stored === undefined || code?.kind !== 'sgtin' || code.gtin !== gtin) continue;
    if (!units.has(epc)) units.set(epc, { epc, serial: code.serial, eventId: stored.eventId, at });
    at++;
  }
  return [...units.values()].filter((unit) => unit.at >= first && unit.at < first + count);
}

/** The event by which each unit first came into being in the lot. */
function beginningsOf(of: LotName, events: readonly StoredEvent[]): Map<string, string> {
  const beginnings = new Map<string, string>();
  for (const { event, eventId } of effectiveEvents(events)) {
    const mentions = mentionsOf(event);
    if (!lotsOf(event, mentions).some(({ gtin, lot }) => gtin === of.gtin && lot === of.lot)) continue;
    for (const { epc, role } of mentions)
      if (aliveAfter(event, role) === true && !beginnings.has(epc)) beginnings.set(epc, eventId);
  }
  return beginnings;
}
