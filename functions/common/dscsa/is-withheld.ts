import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { SuspectPack, SuspectPacks } from '#common/store/suspect-packs.ts';
import type { CaseState } from '#shared/dscsa/kinds.ts';

export interface WithheldNeeds {
  readonly suspectPacks: Pick<SuspectPacks, 'casesOf'>;
  readonly cases: Pick<DscsaCases, 'get'>;
}

/** Whether a pack is suspect or illegitimate product of a tenant's, which nobody is to be told is good (FD&C Act 582(b)(4)). */
export type IsWithheld = (tenant: string, pack: SuspectPack) => Promise<boolean>;

/** From the first suspicion on; illegitimate product stays so when its notice has ended. */
export const withheld: readonly CaseState[] = ['opened', 'quarantined', 'investigating', 'illegitimate', 'ended'];

export const isWithheldBy =
  ({ suspectPacks, cases }: WithheldNeeds): IsWithheld =>
  async (tenant, pack) => {
    const ids = await suspectPacks.casesOf(tenant, pack);
    const rows = await Promise.all(ids.map((id) => cases.get(tenant, id)));
    return rows.some((row) => row !== undefined && withheld.includes(row.state));
  };
