import type { SecondNeeds } from '#common/onboarding/not-second.ts';
import type { CompanyPrefixes } from '#common/store/company-prefixes.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import type { Registry } from '#common/store/registry.ts';
import type { SshKeys } from '#common/store/ssh-keys.ts';
import type { UsedCredentials } from '#common/store/used-credentials.ts';
import type { Uses } from '#common/store/uses.ts';
import type { Kind } from '#shared/master-data/kinds.ts';
import type { MasterKind } from '#shared/master-data/version.ts';

/** What the endpoints of versions work with. */
export interface MasterNeeds extends SecondNeeds {
  readonly master: MasterData;
  readonly prefixes: Pick<CompanyPrefixes, 'held'>;
  readonly registry: Pick<Registry, 'tenant' | 'partners'>;
  readonly identities: Pick<NetworkIdentities, 'ownerOf'>;
  readonly sshKeys: Pick<SshKeys, 'list'>;
  /** What partners that come on board prove us by. */
  readonly used: UsedCredentials;
  readonly uses: Uses;
  readonly kinds: Readonly<Record<MasterKind, Kind>>;
  readonly now: () => Date;
}
