import { glnNamed, handingOver, isPartners, isTenants } from '#common/inbound/parties.ts';
import type { Tellers } from '#common/inbound/tellers.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { KnownEvents } from '#common/store/known-events.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { instantOf } from '#shared/epcis/time.ts';
import type { Refusal } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { isArrival, receivedAs, type Who } from './deeds-of.ts';
import { notItsDeclaration, notItsShipment } from './not-its-own.ts';
import { lastShipment, pastOf } from './past-of.ts';
import { idOf, type Placed } from './placed.ts';
import { type ToldTooNeeds, toldToo } from './told-too.ts';

export interface TakebackNeeds extends ToldTooNeeds {
  readonly ledger: KnownEvents;
  readonly unitEvents: UnitEvents;
}

export interface Found {
  readonly index: number;
  readonly refusal: Refusal;
}

/** Units looked up together. */
const TOGETHER = 500;

/** Only who told an event may say that it did not happen. Those of which nobody told are noted. */
export async function declarations(
  needs: TakebackNeeds,
  by: Tellers,
  who: Who,
  events: readonly Placed[],
  unknown: Set<string>,
): Promise<Found[]> {
  const about = events.filter(({ event }) => event.errorDeclaration !== undefined);
  if (about.length === 0) return [];
  const { tenant, partner } = who;
  const known = await needs.ledger.eventsById(tenant.tenant, [...new Set(about.map(({ event }) => idOf(event)))]);
  const told = new Map<string, { readonly teller: string | undefined; readonly event: EpcisEvent }>();
  for (const { eventId: id, captureId, event } of known)
    if (event.errorDeclaration === undefined) told.set(id, { teller: await by.of(captureId), event });
  const others = [...told].filter(([, { teller }]) => teller !== partner.partner);
  // The same event may come from several, and is stored by the capture of the first. Whoever repeats what others did has not told it.
  const its = others.flatMap(([id, { event }]) => (isDoneBy(who, event) ? [id] : []));
  const own = await toldToo(needs, who, new Set(its));
  const notIts = new Set(others.flatMap(([id]) => (own.has(id) ? [] : [id])));
  return about.flatMap(({ index, event }) => {
    const id = idOf(event);
    if (!told.has(id)) unknown.add(id);
    return notIts.has(id) ? [{ index, refusal: notItsDeclaration(index, id, partner) }] : [];
  });
}

/**
 * True for what the partner did itself: at places of its own alone, and where goods change hands by its hand alone. Whose the goods are says nothing of who did it; what we hand over, or
 * receive, we did.
 */
function isDoneBy({ tenant, partner }: Who, event: EpcisEvent): boolean {
  const isIts = (id: string) => isPartners(partner)(glnNamed(id) ?? '');
  const places = [event.readPoint?.id, event.bizLocation?.id].flatMap((id) => id ?? []);
  const handing = handingOver(event);
  if (receivedAs({ tenant, partner }, event) !== undefined) return false;
  if (handing.some((party) => isTenants(tenant)(glnNamed(party) ?? ''))) return false;
  if (!places.every(isIts)) return false;
  return isArrival(event) || handing.length === 0 ? places.length > 0 : handing.every(isIts);
}

/** Only who told a shipment takes it back. Units that no shipment names are noted. */
export async function voidings(
  { unitEvents }: TakebackNeeds,
  by: Tellers,
  who: Who,
  events: readonly Placed[],
  unknown: Set<string>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const { index, event } of events) {
    if (event.bizStep !== 'void_shipping' || event.errorDeclaration !== undefined) continue;
    const named = [...new Set(mentionsOf(event).map(({ epc }) => epc))];
    const until = instantOf(event.eventTime);
    for (const epcs of chunksOf(named, TOGETHER)) {
      const past = await pastOf(unitEvents, by, who, epcs);
      const last = epcs.map((epc) => ({ epc, shipment: lastShipment(past, epc, until) }));
      for (const { epc, shipment } of last) if (shipment === undefined) unknown.add(epc);
      const others = last.find(({ shipment }) => shipment !== undefined && !past.own.has(shipment.captureId));
      if (others !== undefined) {
        found.push({ index, refusal: notItsShipment(index, others.epc, who.partner) });
        break;
      }
    }
  }
  return found;
}
