import { once, type TellerNeeds, tellers } from '#common/inbound/tellers.ts';
import type { ForeignUnits } from '#common/store/foreign-units.ts';
import type { KnownEvents } from '#common/store/known-events.ts';
import type { Refusal } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { atHand } from './at-hand.ts';
import type { Who } from './deeds-of.ts';
import { type DeedNeeds, type Deeds, judgeDeeds, type Unheard } from './judge-deeds.ts';
import { judgeQuantities, type QuantityNeeds } from './judge-quantities.ts';
import { tooLarge } from './not-its-own.ts';
import { type NumbersNeeds, numbersOf } from './numbers-of.ts';
import { idsOf, type Placed } from './placed.ts';
import { declarations, type Found, type TakebackNeeds, voidings } from './takebacks.ts';

export interface AuthorityNeeds extends DeedNeeds, QuantityNeeds, NumbersNeeds, TellerNeeds, TakebackNeeds {
  readonly registry: DeedNeeds['registry'] &
    NumbersNeeds['registry'] &
    TellerNeeds['registry'] &
    QuantityNeeds['registry'];
  readonly inbound: TellerNeeds['inbound'] & TakebackNeeds['inbound'];
  readonly foreignUnits: ForeignUnits;
}

/** Whether a partner may tell what its document tells. */
export interface Authority {
  /** What of events is not for it to tell, as far as it was looked at: small slices are looked at together. */
  readonly judge: (events: readonly Placed[]) => Promise<Refusal[]>;
  /** The same of those that are left. */
  readonly rest: () => Promise<Refusal[]>;
  /** What its declarations and voidings are about, and nobody told of yet, in words; known behind the rest. */
  readonly missing: () => readonly string[];
  /** Units of ours that it sends back or ships on, and nobody told that it had them; known behind the rest. */
  readonly unheard: () => readonly Unheard[];
  /** The first event whose deeds were not looked at because time was out; undefined where all were. */
  readonly stoppedAt: () => number | undefined;
}

/** Deeds of which events are looked at. */
export interface Stretch {
  /** Those before it were looked at in an earlier turn. */
  readonly from: number;
  /** Milliseconds since 1970: later than that no more are looked at. */
  readonly end: number;
}

/** Events, and units that they name, that are looked at together: the numbers of a lot come in no order, and what lies together in pools is read once. */
const TOGETHER = { events: 4_000, units: 20_000 };
/** Units of one event: as many as one turn looks at in half its time. */
const MOST_UNITS = 200_000;

/**
 * Holds a partner's events against what it may tell of: units of ours that it makes, made or was sent, shipments and declarations of its own. What the repository has
 * already adds nothing, whoever repeats it.
 */
export function authority(needs: AuthorityNeeds, who: Who, { from, end }: Stretch): Authority {
  const by = tellers(needs, who.tenant.tenant);
  const foreignOf = once((gtin) => needs.foreignUnits(who.tenant.tenant, gtin));
  const before = atHand();
  const asked = { by, numbers: numbersOf(needs, who), foreignOf, atHand: before };
  const [told, shipped] = [new Set<string>(), new Set<string>()];
  const [declared, voided] = [new Set<string>(), new Set<string>()];
  const unheard: Unheard[] = [];
  let held: Placed[] = [];
  let units = 0;
  let stoppedAt: number | undefined;
  /** Some at least in every turn, so that it comes to an end. */
  let isBegun = false;
  const deedsOf = async (events: readonly Placed[], idAt: (index: number) => string) => {
    const fresh = events.filter(({ index }) => index >= from);
    const [first] = fresh;
    if (first === undefined || stoppedAt !== undefined) return noDeeds;
    if (isBegun && needs.now().getTime() >= end) {
      stoppedAt = first.index;
      return noDeeds;
    }
    isBegun = true;
    const { found, unheard } = await judgeDeeds(needs, asked, who, fresh, idAt);
    return { found: [...found, ...(await judgeQuantities(needs, by, who, fresh))], unheard };
  };
  const rest = async () => {
    const events = held;
    [held, units] = [[], 0];
    const idAt = idsOf(events);
    before.add(events, idAt);
    const deeds = await deedsOf(events, idAt);
    const found = [...deeds.found, ...(await voidings(needs, by, who, events, voided))];
    const isNew = await unknownOf(needs, who, idAt, [...found, ...deeds.unheard]);
    unheard.push(...deeds.unheard.filter(isNew));
    const refusals = [...(await declarations(needs, by, who, events, declared)), ...found.filter(isNew)];
    return refusals.toSorted((a, b) => a.index - b.index).map(({ refusal }) => refusal);
  };
  const judge = async (events: readonly Placed[]) => {
    const refusals: Refusal[] = [];
    for (const placed of events) {
      const mentions = mentionsOf(placed.event);
      if (mentions.length > MOST_UNITS) {
        refusals.push(tooLarge(placed.index, mentions.length, MOST_UNITS));
        continue;
      }
      held.push(placed);
      units += mentions.length;
      const { eventID, bizStep, errorDeclaration } = placed.event;
      if (errorDeclaration === undefined && eventID !== undefined) told.add(eventID);
      if (errorDeclaration === undefined && bizStep === 'shipping') for (const { epc } of mentions) shipped.add(epc);
      if (held.length >= TOGETHER.events || units >= TOGETHER.units) refusals.push(...(await rest()));
    }
    return refusals;
  };
  const missing = () => [
    ...[...declared].filter((id) => !told.has(id)).map((id) => `the event ${id} that is declared an error`),
    ...[...voided].filter((epc) => !shipped.has(epc)).map((epc) => `the shipment of ${epc} that is voided`),
  ];
  return { judge, rest, missing, unheard: () => unheard, stoppedAt: () => stoppedAt };
}

const noDeeds: Deeds = { found: [], unheard: [] };

/** Of events that would be refused or asked about, those that the repository has not: the rest is repeated, such as the history of goods that come back. */
async function unknownOf(
  { ledger }: { readonly ledger: KnownEvents },
  { tenant }: Who,
  idAt: (index: number) => string,
  found: readonly Pick<Found, 'index'>[],
): Promise<(one: Pick<Found, 'index'>) => boolean> {
  if (found.length === 0) return () => true;
  const asked = [...new Set(found.map(({ index }) => idAt(index)))];
  const stored = await ledger.eventsById(tenant.tenant, asked);
  const known = new Set(stored.flatMap((one) => (one.event.errorDeclaration === undefined ? [one.eventId] : [])));
  return ({ index }) => !known.has(idAt(index));
}
