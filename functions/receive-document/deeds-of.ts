import { glnNamed, isPartners, isTenants } from '#common/inbound/parties.ts';
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

/** Parties of a source or destination; places say nothing about whose the goods are. */
const parties: readonly string[] = ['owning_party', 'possessing_party'];

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
    return deeds.map((deed) => ({ epc, deed }));
  });
}

/** In whose name an event ships; undefined where the partner tells its own shipment, or one of others that is history. */
export function shippingDeed(
  { tenant, partner }: Who,
  { bizStep, sourceList = [], destinationList = [] }: EpcisEvent,
): 'ship-as-tenant' | 'ship-for-tenant' | undefined {
  if (bizStep !== 'shipping') return undefined;
  const sources = sourceList.filter(({ type }) => parties.includes(type));
  const keepers = sources.filter(({ type }) => type === 'possessing_party');
  const [from, handing] = [sources, keepers.length > 0 ? keepers : sources].map((list) =>
    list.flatMap(({ source }) => glnNamed(source) ?? []),
  );
  const to = destinationList.flatMap(({ type, destination }) =>
    parties.includes(type) ? (glnNamed(destination) ?? []) : [],
  );
  const [toUs, fromUs] = [to.some(isTenants(tenant)), from?.some(isTenants(tenant)) === true];
  if (handing?.some(isPartners(partner))) return fromUs && !toUs ? 'ship-for-tenant' : undefined;
  const isNameless = sources.length === 0 && to.length > 0 && !toUs;
  return fromUs || isNameless ? 'ship-as-tenant' : undefined;
}
