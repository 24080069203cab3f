import { destinationParties, glnNamed, isPartners, isTenants, sourceParties } from '#common/inbound/parties.ts';
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

/** What an event does to units that takes more than to have seen them, by canonical EPC. */
export function deedsOf(who: Who, event: EpcisEvent): { readonly epc: string; readonly deed: Deed }[] {
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
): 'ship' | 'ship-as-tenant' | 'ship-for-tenant' | undefined {
  if (event.bizStep !== 'shipping') return undefined;
  const sources = sourceParties(event);
  const keepers = sources.filter(({ type }) => type === 'possessing_party');
  const [from, handing] = [sources, keepers.length > 0 ? keepers : sources].map((list) =>
    list.flatMap(({ party }) => glnNamed(party) ?? []),
  );
  const to = destinationParties(event).flatMap((party) => glnNamed(party) ?? []);
  const [toUs, fromUs] = [to.some(isTenants(tenant)), from?.some(isTenants(tenant)) === true];
  if (handing?.some(isPartners(partner))) return fromUs && !toUs ? 'ship-for-tenant' : 'ship';
  const isNameless = sources.length === 0 && to.length > 0 && !toUs;
  if (fromUs || isNameless) return 'ship-as-tenant';
  return from?.some(isPartners(partner)) ? 'ship' : undefined;
}
