import type { CompanyPrefixes } from '#common/store/company-prefixes.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Uses } from '#common/store/uses.ts';
import type { Kind } from '#shared/master-data/kinds.ts';
import type { MasterKind } from '#shared/master-data/version.ts';

/** What the endpoints of versions work with. */
export interface MasterNeeds {
  readonly master: MasterData;
  readonly prefixes: Pick<CompanyPrefixes, 'held'>;
  readonly registry: Pick<Registry, 'tenant'>;
  readonly uses: Uses;
  readonly kinds: Readonly<Record<MasterKind, Kind>>;
  readonly now: () => Date;
}
