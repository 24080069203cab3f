import { destinationParties, glnNamed, isTenants, sourceParties } from '#common/inbound/parties.ts';
import { documentOfCapture } from '#common/store/inbound-row.ts';
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
  const to = destinationParties(event).map(canonicalEpc);
  const [owners, keepers] = [sourcesOf(event, 'owning_party'), sourcesOf(event, 'possessing_party')];
  const isTarget = ({ party }: Partner) => to.includes(canonicalEpc(party));
  const isOwner = ({ party }: Partner) => {
    const own = canonicalEpc(party);
    return owners.includes(own) && !keepers.includes(own);
  };
  const targets = partners.filter(isTarget);
  const others = partners.filter((partner) => !isTarget(partner) && isOwner(partner));
  return others.length > 0 && (await isOurs(needs, tenant, keepers)) ? [...targets, ...others] : targets;
}

/**
 * True for a shipment of which we tell others: of our own word always, of a partner's document where it hands over for us. What a partner ships in its own name, or says that others did,
 * it tells itself.
 */
export async function isOursToTell(
  needs: ReceiverNeeds,
  tenant: string,
  { event, captureId }: Pick<StoredEvent, 'event' | 'captureId'>,
): Promise<boolean> {
  if (documentOfCapture(captureId) === undefined) return true;
  const parties = sourceParties(event).map(({ party }) => party);
  return parties.length > 0 && isOurs(needs, tenant, parties);
}

const sourcesOf = (event: StoredEvent['event'], role: string) =>
  sourceParties(event).flatMap(({ type, party }) => (type === role ? [canonicalEpc(party)] : []));

/** What somebody else hands over, he tells himself. */
async function isOurs({ registry }: ReceiverNeeds, tenant: string, parties: readonly string[]): Promise<boolean> {
  const profile = await registry.tenant(tenant);
  return profile !== undefined && parties.flatMap((one) => glnNamed(one) ?? []).some(isTenants(profile));
}
