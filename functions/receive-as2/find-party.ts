import type { As2Identity, As2IdentityOf } from '#common/as2/own-identity.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import type { As2Settings } from '#shared/network/channel-settings.ts';

export interface PartyNeeds {
  readonly identities: Pick<NetworkIdentities, 'ownerOf'>;
  readonly identityOf: As2IdentityOf;
  readonly registry: Pick<Registry, 'partners'>;
  readonly now: () => Date;
}

/** Between whom a message goes. */
export interface Party {
  readonly tenant: string;
  readonly partner: Partner;
  readonly settings: As2Settings;
  readonly identity: As2Identity;
}

/** The partner in force of a tenant that a message says it is from. A partner may send by AS2 and be sent to otherwise. Its signature is not judged here. */
export async function findParty(
  needs: Pick<PartyNeeds, 'identityOf' | 'registry' | 'now'>,
  tenant: string,
  from: string,
): Promise<Party | undefined> {
  const partner = (await needs.registry.partners(tenant)).find(({ as2 }) => as2?.id === from);
  const settings = partner?.as2;
  if (partner === undefined || settings === undefined) return undefined;
  // Nobody's keys are opened for who is not even called as a partner is.
  const identity = await needs.identityOf(tenant, needs.now());
  return identity && { tenant, partner, settings, identity };
}
