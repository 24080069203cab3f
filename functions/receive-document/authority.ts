import { eventId } from '#common/event-id.ts';
import type { FactsOf } from '#common/integrity/unit-facts.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { KnownEvents } from '#common/store/known-events.ts';
import type { Tenant } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import { couldTell, type Deed, mayTell } from '#shared/network/partner-authority.ts';
import type { Refusal } from '#shared/refusal.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { type BondNeeds, bondsOf, lastShipment, pastOf, type TellerOf, tellers } from './bonds-of.ts';
import { deedsOf, shippingDeed, type Who } from './deeds-of.ts';
import { notItsDeclaration, notItsName, notItsShipment, notItsUnit } from './not-its-own.ts';

export interface AuthorityNeeds extends BondNeeds {
  readonly factsOf: FactsOf;
  readonly ledger: KnownEvents;
}

/** An event in its place in a document. */
export interface Placed {
  readonly index: number;
  readonly event: EpcisEvent;
}

/** Whether a partner may tell what its document tells. */
export interface Authority {
  /** What of a slice is not for it to tell. */
  readonly judge: (events: readonly Placed[]) => Promise<Refusal[]>;
  /** What its declarations and voidings are about, and nobody told of yet, in words; known when all slices were judged. */
  readonly missing: () => readonly string[];
}

/** Units looked up together. */
const TOGETHER = 500;

/**
 * Holds a partner's events against what it may tell of: units of ours that it makes, made or was sent, shipments and declarations of its own. What the repository has
 * already adds nothing, whoever repeats it.
 */
export function authority(needs: AuthorityNeeds, who: Who): Authority {
  const tellerOf = tellers(needs, who.tenant.tenant);
  const [told, shipped] = [new Set<string>(), new Set<string>()];
  const [declared, voided] = [new Set<string>(), new Set<string>()];
  const judge = async (events: readonly Placed[]) => {
    for (const { event } of events) {
      if (event.errorDeclaration !== undefined) continue;
      if (event.eventID !== undefined) told.add(event.eventID);
      if (event.bizStep === 'shipping') for (const { epc } of mentionsOf(event)) shipped.add(epc);
    }
    const refusals = [
      ...(await declarations(needs, tellerOf, who, events, declared)),
      ...(await unknownOnly(needs, who, events, [
        ...(await deeds(needs, tellerOf, who, events)),
        ...(await voidings(needs, tellerOf, who, events, voided)),
      ])),
    ];
    return refusals.toSorted((a, b) => a.index - b.index).map(({ refusal }) => refusal);
  };
  const missing = () => [
    ...[...declared].filter((id) => !told.has(id)).map((id) => `the event ${id} that is declared an error`),
    ...[...voided].filter((epc) => !shipped.has(epc)).map((epc) => `the shipment of ${epc} that is voided`),
  ];
  return { judge, missing };
}

interface Found {
  readonly index: number;
  readonly refusal: Refusal;
}

/** Only who told an event may say that it did not happen. Those of which nobody told are noted. */
async function declarations(
  { ledger }: AuthorityNeeds,
  tellerOf: TellerOf,
  { tenant, partner }: Who,
  events: readonly Placed[],
  unknown: Set<string>,
): Promise<Found[]> {
  const about = events.filter(({ event }) => event.errorDeclaration !== undefined);
  if (about.length === 0) return [];
  const known = await ledger.eventsById(tenant.tenant, [...new Set(about.map(({ event }) => idOf(event)))]);
  const tellersOf = new Map<string, string | undefined>();
  for (const { eventId: id, captureId, event } of known)
    if (event.errorDeclaration === undefined) tellersOf.set(id, await tellerOf(captureId));
  return about.flatMap(({ index, event }) => {
    const id = idOf(event);
    if (!tellersOf.has(id)) unknown.add(id);
    else if (tellersOf.get(id) !== partner.partner) return [{ index, refusal: notItsDeclaration(index, id, partner) }];
    return [];
  });
}

/** Units that are begun, ended, packed or shipped by who has nothing to do with them. */
async function deeds(needs: AuthorityNeeds, tellerOf: TellerOf, who: Who, events: readonly Placed[]): Promise<Found[]> {
  const { partner, tenant } = who;
  const nameless = events.filter(({ event }) => {
    const deed = event.errorDeclaration === undefined ? shippingDeed(who, event) : undefined;
    return deed !== undefined && !couldTell(partner, deed);
  });
  const found = nameless.map(({ index }) => ({ index, refusal: notItsName(index, partner) }));
  const wanted = events.flatMap(({ index, event }) => deedsOf(who, event).map((one) => ({ ...one, index })));
  const wrong = new Map<number, { readonly epc: string; readonly deed: Deed }>();
  // What is done to one unit is looked at together: its past is read once.
  const byUnit = Map.groupBy(wanted, ({ epc }) => epc);
  for (const epcs of chunksOf([...byUnit.keys()], TOGETHER)) {
    const some = epcs.flatMap((epc) => byUnit.get(epc) ?? []);
    const facts = await needs.factsOf(tenant.tenant, epcs);
    const isOurs = (epc: string) =>
      facts.get(epc)?.issued === true || facts.get(epc)?.claimed === true || isNumbered(tenant, epc);
    const judged = some.filter(({ epc, deed }) => isOurs(epc) || deed === 'ship-as-tenant');
    const past = await pastOf(needs, tellerOf, who, new Set(judged.map(({ epc }) => epc)));
    const bondOf = bondsOf(who, past);
    for (const { index, epc, deed } of judged)
      if (couldTell(partner, deed) && !mayTell(partner, deed, bondOf(epc), gtinOf(epc)) && !wrong.has(index))
        wrong.set(index, { epc, deed });
  }
  return [...found, ...[...wrong].map(([index, one]) => ({ index, refusal: notItsUnit(index, one, partner) }))];
}

/** Only who told a shipment takes it back. Units that no shipment names are noted. */
async function voidings(
  needs: AuthorityNeeds,
  tellerOf: TellerOf,
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
      const past = await pastOf(needs, tellerOf, who, epcs);
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

/** Of what would be refused, what the repository has not: the rest is repeated, such as the history of goods that come back. */
async function unknownOnly(
  { ledger }: AuthorityNeeds,
  { tenant }: Who,
  events: readonly Placed[],
  found: readonly Found[],
) {
  if (found.length === 0) return [];
  const ids = new Map(events.map(({ index, event }) => [index, event]));
  const idAt = (index: number) => {
    const event = ids.get(index);
    return event === undefined ? '' : idOf(event);
  };
  const asked = [...new Set(found.map(({ index }) => idAt(index)))];
  const stored = await ledger.eventsById(tenant.tenant, asked);
  const known = new Set(stored.flatMap((one) => (one.event.errorDeclaration === undefined ? [one.eventId] : [])));
  return found.filter(({ index }) => !known.has(idAt(index)));
}

/** As capture will call it. */
function idOf({ recordTime: _, ...event }: EpcisEvent): string {
  return event.eventID ?? eventId(event);
}

/** True for logistic units under a company prefix of the tenant, whoever's pools they come from. */
function isNumbered({ companyPrefixes }: Tenant, epc: string): boolean {
  const sscc = canonicalKey(epc)?.primary;
  return sscc?.ai === '00' && companyPrefixes.some((prefix) => sscc.value.startsWith(prefix, 1));
}

function gtinOf(epc: string): string | undefined {
  const key = identify(epc);
  return key.kind === 'sgtin' ? key.gtin : undefined;
}
