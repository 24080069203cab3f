import { glnNamed, isTenants } from '#common/inbound/parties.ts';
import type { Registry } from '#common/store/registry.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface ReceiverNeeds {
  readonly registry: Pick<Registry, 'tenant'>;
}

/**
 * Which partners are told of a shipment: whom it goes to, and the owner of the goods where we hand over what is not ours, as who stores and ships for others does (CBV 2.0 §7.4.2:
 * the source's owning_party sells, its possessing_party hands over).
 */
export async function receiversOf(
  needs: ReceiverNeeds,
  tenant: string,
  partners: readonly Partner[],
  { event }: Pick<StoredEvent, 'event'>,
): Promise<Partner[]> {
  // By the portal nothing is sent: the partner fetches.
  const reached = partners.filter(({ channel }) => channel !== 'portal');
  const to = (event.destinationList ?? []).map(({ destination }) => canonicalEpc(destination));
  const [owners, keepers] = [sourcesOf(event, 'owning_party'), sourcesOf(event, 'possessing_party')];
  const isTarget = ({ party }: Partner) => to.includes(canonicalEpc(party));
  const isOwner = ({ party }: Partner) => {
    const own = canonicalEpc(party);
    return owners.includes(own) && !keepers.includes(own);
  };
  const targets = reached.filter(isTarget);
  const others = reached.filter((partner) => !isTarget(partner) && isOwner(partner));
  return others.length > 0 && (await isOurs(needs, tenant, keepers)) ? [...targets, ...others] : targets;
}

const sourcesOf = ({ sourceList = [] }: StoredEvent['event'], role: string) =>
  sourceList.flatMap(({ type, source }) => (type === role ? [canonicalEpc(source)] : []));

/** What somebody else hands over, he tells himself. */
async function isOurs({ registry }: ReceiverNeeds, tenant: string, keepers: readonly string[]): Promise<boolean> {
  const profile = await registry.tenant(tenant);
  return profile !== undefined && keepers.flatMap((one) => glnNamed(one) ?? []).some(isTenants(profile));
}
