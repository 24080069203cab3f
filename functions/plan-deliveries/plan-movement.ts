import { isReceipt, isShipment } from '#common/is-shipment.ts';
import { type Ends, movementIn } from '#common/movement-in.ts';
import { type Parts, partsAt } from '#common/parts-at.ts';
import { planFor } from '#common/plan-submissions.ts';
import { orRefuse } from '#common/refused.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { MOVED } from '#common/store/told-packs.ts';
import { unitCode } from '#common/store/unit-code.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { refuse } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { noteUnknown } from './note-unknown.ts';
import type { PlanChangesNeeds } from './plan-changes.ts';
import { planRepackings } from './plan-repacking.ts';
import { planLists, tellOnce } from './tell-once.ts';
import { type Wanting, whoWants } from './who-wants.ts';

/**
 * Makes due what regulators want to hear of goods that moved: each of those things that the event names, and nothing else named contains, in which are products
 * that its regime applies to. A thing of which it is not known yet what is in it is told when that is captured. Planned again, it is of those alone that were not
 * among them before, and between those whom it was between when it was first planned: reports go by other names where master data says otherwise. How many
 * reports that are.
 *
 * Lots need not be released for that: senders wait until the regulator knows the packs.
 */
export async function planMovement(needs: PlanChangesNeeds, tenant: string, stored: StoredEvent): Promise<number> {
  if (!isMovement(stored)) return 0;
  const wanting = await whoWants(needs, tenant, 'movements');
  const ends = wanting.length === 0 ? undefined : await movementIn(needs, tenant, stored.event);
  if (ends === undefined) return 0;
  const named = mentionsOf(stored.event).map(({ epc }) => epc);
  const parts = await partsAt(needs.unitEvents, tenant, named, stored.event.eventTime);
  let planned = 0;
  planned += await planPackedBefore(needs, tenant, { stored, wanting, named, parts });
  for (const one of wanting) {
    const goods = goodsOf(parts, one);
    if (goods.things.length === 0) continue;
    if ('unknown' in ends) {
      await noteUnknown(needs, tenant, stored, ends.unknown);
      return 0;
    }
    planned += await planGoods(needs, tenant, { stored, ends, one, goods });
  }
  return planned;
}

interface Moved {
  readonly stored: StoredEvent;
  readonly wanting: readonly Wanting[];
  readonly named: readonly string[];
  readonly parts: Parts;
}

/** What was packed anew of them since their lots were released has to be known before they move. */
async function planPackedBefore(needs: PlanChangesNeeds, tenant: string, { stored, wanting, named, parts }: Moved) {
  const packing = wanting.filter(({ regime }) => regime.packing);
  const lots = packing.flatMap((one) => goodsOf(parts, one).lots);
  const since = lots.length === 0 ? undefined : await firstReleased(needs, tenant, lots);
  if (since === undefined) return 0;
  return planRepackings(needs, tenant, { epcs: named, since, until: stored.event.eventTime, wanting: packing });
}

/** When the first of some lots was released; those of others count as released long ago. */
async function firstReleased({ lots }: PlanChangesNeeds, tenant: string, of: readonly LotName[]) {
  let first: number | undefined;
  for (const { gtin, lot } of new Map(of.map((one) => [`${one.gtin} ${one.lot}`, one])).values()) {
    const row = await lots.get(tenant, gtin, lot);
    if (row !== undefined && row.state !== 'released') continue;
    const at = row?.releasedAt === undefined ? Number.NEGATIVE_INFINITY : instantOf(row.releasedAt);
    first = Math.min(first ?? at, at);
  }
  return first;
}

/** True for an event that may tell a movement: goods leave, or come in. */
export const isMovement = (stored: StoredEvent): boolean =>
  stored.event.errorDeclaration === undefined && (isShipment(stored) || isReceipt(stored));

interface Goods {
  /** Canonical. */
  readonly things: readonly string[];
  readonly markets: readonly string[];
  /** Products of packs that are in them. */
  readonly gtins: readonly string[];
  /** Lots of packs that are in them. */
  readonly lots: readonly LotName[];
}

/** What is of a regime among all that an event moved. Only packs and logistic units have codes that regulators know. */
function goodsOf({ outermost, partsOf }: Parts, { marketsOf }: Wanting): Goods {
  const lots = new Map<string, LotName>();
  const markets = new Set<string>();
  const gtins = new Set<string>();
  const things = outermost.filter((epc) => {
    const parts = unitCode(epc) === undefined ? [] : partsOf(epc).filter(({ gtin }) => marketsOf.has(gtin));
    for (const { gtin, lot } of parts) {
      gtins.add(gtin);
      for (const market of marketsOf.get(gtin) ?? []) markets.add(market);
      if (lot !== undefined) lots.set(`${gtin} ${lot}`, { gtin, lot });
    }
    return parts.length > 0;
  });
  return { things, markets: [...markets], gtins: [...gtins].toSorted(), lots: [...lots.values()] };
}

/** Lots that a row names: a hundred kilobytes. */
const MOST_LOTS = 2_000;

interface OfGoods {
  readonly stored: StoredEvent;
  readonly ends: Ends;
  readonly one: Wanting;
  readonly goods: Goods;
}

async function planGoods(
  needs: PlanChangesNeeds,
  tenant: string,
  { stored, ends, one: { regime, numbersOf }, goods }: OfGoods,
) {
  const { eventId, event } = stored;
  const { things, markets, gtins, lots } = goods;
  const numbers = gtins.flatMap((gtin) => numbersOf.get(gtin) ?? []);
  if (lots.length > MOST_LOTS) orRefuse(tooMany(lots.length));
  const of = { eventId, market: regime.market };
  const lists = await tellOnce(needs, tenant, of, MOVED, things, () => ({ ends }));
  return planLists(needs, tenant, { of, act: MOVED, lists }, (list) => {
    const act = {
      ...(list.ends ?? ends),
      markets,
      gtins,
      ...(numbers.length > 0 && { nationalNumbers: numbers }),
      at: event.eventTime,
      eventId,
      first: list.first,
      units: list.count,
    };
    return planFor(needs, tenant, [regime], act, { ...list, lots });
  });
}

const tooMany = (lots: number) =>
  refuse('too-large', `packs of ${lots} lots moved`, { remedy: `at most ${MOST_LOTS}: capture it in parts` });
