import {
  destinationParties,
  glnNamed,
  handingOver,
  isPartners,
  isTenants,
  sourceParties,
} from '#common/inbound/parties.ts';
import type { Tenant } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { Deed } from '#shared/network/partner-authority.ts';
import { packChangeOf } from '#shared/regimes/pack-change.ts';
import { aliveAfterAll } from '#shared/trace/alive-after.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';

/** Who is told, and who tells. */
export interface Who {
  readonly tenant: Tenant;
  readonly partner: Partner;
}

/** Something done to a unit (canonical EPC). */
export interface Done {
  readonly epc: string;
  readonly deed: Deed;
}

/** What an event does to units that takes more than to have seen them. */
export function deedsOf(who: Who, event: EpcisEvent): Done[] {
  if (event.errorDeclaration !== undefined) return [];
  const shipping = shippingDeed(who, event);
  const changes = packChangeOf(event) !== undefined;
  const named = Map.groupBy(mentionsOf(event), ({ epc }) => canonicalEpc(epc));
  return [...named].flatMap(([epc, mentions]) => {
    const alive = aliveAfterAll(
      event,
      mentions.map(({ role }) => role),
    );
    const deeds: Deed[] = shipping === undefined ? [] : [shipping];
    if (alive === true) deeds.push('begin');
    else if (alive === false || changes) deeds.push('end');
    if (isPacking(event)) deeds.push('pack');
    return deeds.map((deed) => ({ epc, deed }));
  });
}

/** What was only seen to be packed changes nothing. */
const isPacking = (event: EpcisEvent) =>
  (event.type === 'AggregationEvent' || event.type === 'AssociationEvent') && event.action !== 'OBSERVE';

/** In whose name an event ships; undefined where the partner tells what others shipped, which is history. */
export function shippingDeed(
  { tenant, partner }: Who,
  event: EpcisEvent,
): 'ship' | 'return' | 'ship-as-tenant' | 'ship-for-tenant' | undefined {
  if (event.bizStep !== 'shipping') return undefined;
  const sources = sourceParties(event).map(({ party }) => party);
  const [from, handing] = [sources, handingOver(event)].map((list) => list.flatMap((party) => glnNamed(party) ?? []));
  const to = destinationParties(event).flatMap((party) => glnNamed(party) ?? []);
  const [toUs, fromUs] = [to.some(isTenants(tenant)), from?.some(isTenants(tenant)) === true];
  if (handing?.some(isPartners(partner))) {
    if (takersIn(event).some(isTenants(tenant))) return 'return';
    return fromUs && !toUs ? 'ship-for-tenant' : 'ship';
  }
  const isNameless = sources.length === 0 && to.length > 0 && !toUs;
  if (fromUs || isNameless) return 'ship-as-tenant';
  return from?.some(isPartners(partner)) ? 'ship' : undefined;
}

/** True for what it gives to us: who keeps it then, or owns it, or, where no party is named, where it goes. */
export function goesToUs({ tenant }: Who, event: EpcisEvent): boolean {
  const takers = takersIn(event);
  const places = (event.destinationList ?? []).flatMap(({ destination }) => glnNamed(destination) ?? []);
  return (takers.length > 0 ? takers : places).some(isTenants(tenant));
}

const arrivals = ['receiving', 'accepting'];

/** True for goods that come in somewhere. */
export const isArrival = ({ bizStep = '' }: EpcisEvent): boolean => arrivals.includes(bizStep);

/**
 * The place of ours in which an event has goods come in; `party` where it names us as who takes them; undefined where they come to somebody else. Others' receipts are
 * history, which anybody may tell.
 */
export function receivedAs({ tenant }: Who, event: EpcisEvent): { readonly place: string } | 'party' | undefined {
  if (event.errorDeclaration !== undefined || !isArrival(event)) return undefined;
  if (destinationParties(event).length > 0) return takersIn(event).some(isTenants(tenant)) ? 'party' : undefined;
  const places = [event.bizLocation?.id, event.readPoint?.id].map((id) => id && glnNamed(id));
  const place = places.find((gln) => gln !== undefined && isTenants(tenant)(gln));
  return place === undefined || place === '' ? undefined : { place };
}

/** GLNs of those that have the goods from then on: who keeps them, or else who owns them. */
function takersIn(event: EpcisEvent): string[] {
  const keepers = (event.destinationList ?? []).flatMap(({ type, destination }) =>
    type === 'possessing_party' ? [destination] : [],
  );
  return (keepers.length > 0 ? keepers : destinationParties(event)).flatMap((party) => glnNamed(party) ?? []);
}
