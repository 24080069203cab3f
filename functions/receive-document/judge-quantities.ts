import { glnNamed, isPartners } from '#common/inbound/parties.ts';
import { once, type Tellers } from '#common/inbound/tellers.ts';
import type { NamesKnown } from '#common/integrity/names-known.ts';
import { inLanes } from '#common/store/batches.ts';
import type { ClassEvents, ClassHistory } from '#common/store/class-events.ts';
import type { HasForeignUnits } from '#common/store/foreign-units.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { EpcisEvent, QuantityElement } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type Bond, type Deed, mayTell } from '#shared/network/partner-authority.ts';
import { packChangeOf } from '#shared/regimes/pack-change.ts';
import { aliveAfter } from '#shared/trace/alive-after.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { Role } from '#shared/trace/mentions.ts';
import { shippingDeed, type Who } from './deeds-of.ts';
import { notItsUnit } from './not-its-own.ts';
import type { Placed } from './placed.ts';
import type { Found } from './takebacks.ts';

export interface QuantityNeeds {
  readonly names: Pick<NamesKnown, 'ours'>;
  readonly classEvents: ClassEvents;
  readonly hasForeignUnits: HasForeignUnits;
  readonly pools: Pick<SerialPools, 'issuersOf'>;
  readonly registry: Pick<Registry, 'product'>;
}

/** Quantities of our products that are begun, ended, or shipped in our name, by who has nothing to do with their class: a product, or a lot of it. */
export async function judgeQuantities(
  needs: QuantityNeeds,
  by: Tellers,
  who: Who,
  events: readonly Placed[],
): Promise<Found[]> {
  const wanted = events.flatMap(({ index, event }) => quantityDeeds(who, event).map((one) => ({ ...one, index })));
  if (wanted.length === 0) return [];
  const { tenant, partner } = who;
  const gtins = new Set(wanted.flatMap(({ epcClass }) => gtinOf(epcClass) ?? []));
  const ours = await oursAmong(needs, tenant.tenant, gtins);
  const isPacked = once((gtin) => isInPacks(needs, tenant.tenant, gtin));
  const bondOf = once(async (epcClass) => {
    const bond = await bondWith(partner, by, epcClass, await needs.classEvents(tenant.tenant, epcClass));
    return { ...bond, untouched: bond.untouched && !(await isPacked(gtinOf(epcClass) ?? '')) };
  });
  const found = new Map<number, Found>();
  for (const { index, epcClass, deed } of wanted) {
    const gtin = gtinOf(epcClass);
    if (gtin === undefined || !ours.has(gtin) || found.has(index)) continue;
    const bond = await bondOf(epcClass);
    if (!mayTell(partner, deed, bond, gtin))
      found.set(index, { index, refusal: notItsUnit(index, { epc: epcClass, deed, bond }, partner) });
  }
  return [...found.values()];
}

/** Products of ours. What was none a minute ago may have been approved since. */
async function oursAmong({ names, registry }: QuantityNeeds, tenant: string, gtins: ReadonlySet<string>) {
  const known = await names.ours(tenant, gtins);
  const others = [...gtins].filter((gtin) => !known.has(gtin));
  const found = await inLanes(others, (gtin) => registry.product(tenant, gtin));
  return new Set([...known, ...others.filter((_, i) => found[i] !== undefined)]);
}

/** True for a product that comes in packs with numbers: of its lots more was told than quantities tell. */
const isInPacks = async ({ pools, hasForeignUnits }: QuantityNeeds, tenant: string, gtin: string): Promise<boolean> =>
  (await pools.issuersOf(tenant, [gtin])).length > 0 || hasForeignUnits(tenant, gtin);

interface QuantityDeed {
  readonly epcClass: string;
  readonly deed: Deed;
}

function quantityDeeds(who: Who, event: EpcisEvent): QuantityDeed[] {
  if (event.errorDeclaration !== undefined) return [];
  const shipping = shippingDeed(who, event);
  const inOurName = shipping === 'ship-as-tenant' || shipping === 'ship-for-tenant' ? [shipping] : [];
  return quantitiesIn(event).flatMap(({ epcClass, role }) => {
    const alive = aliveAfter(event, role);
    const ends = alive === false || (alive === undefined && packChangeOf(event) !== undefined);
    const deeds: Deed[] = [...inOurName, ...(alive === true ? ['begin' as const] : ends ? ['end' as const] : [])];
    return deeds.map((deed) => ({ epcClass: canonicalEpc(epcClass), deed }));
  });
}

function quantitiesIn(event: EpcisEvent): { readonly epcClass: string; readonly role: Role }[] {
  const as = (role: Role, list: readonly QuantityElement[] = []) => list.map(({ epcClass }) => ({ epcClass, role }));
  if (event.type === 'ObjectEvent' || event.type === 'TransactionEvent') return as('epc', event.quantityList);
  if (event.type === 'AggregationEvent' || event.type === 'AssociationEvent')
    return as('child', event.childQuantityList);
  if (event.type === 'TransformationEvent')
    return [...as('input', event.inputQuantityList), ...as('output', event.outputQuantityList)];
  return [];
}

/** Quantities have no life of their own: what some of a class went through ties all of it. That it was sent takes our own word. Of what was not read nobody can say that it is the partner's. */
async function bondWith(
  partner: Partner,
  by: Tellers,
  epcClass: string,
  { events, isWhole }: ClassHistory,
): Promise<Bond> {
  let [untouched, begun, begunByOthers, sent] = [true, false, false, false];
  for (const { event, captureId } of effectiveEvents(events)) {
    const teller = await by.of(captureId);
    const isOwn = teller === partner.partner;
    const roles = quantitiesIn(event).flatMap((one) => (canonicalEpc(one.epcClass) === epcClass ? [one.role] : []));
    const begins = roles.some((role) => aliveAfter(event, role) === true);
    untouched &&= isOwn;
    begun ||= isOwn && begins;
    begunByOthers ||= !isOwn && begins;
    sent ||= teller === undefined && isShippedTo(partner, event);
  }
  return {
    untouched: untouched && isWhole,
    numbered: true,
    made: isWhole && begun && !begunByOthers,
    sent,
    gone: false,
    elsewhere: false,
  };
}

const isShippedTo = (partner: Partner, { bizStep, destinationList = [] }: EpcisEvent): boolean =>
  bizStep === 'shipping' && destinationList.some(({ destination }) => isPartners(partner)(glnNamed(destination) ?? ''));

const gtinOf = (epcClass: string): string | undefined => /\/01\/(\d{14})/.exec(epcClass)?.[1];
