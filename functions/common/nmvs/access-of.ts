import { orRefuse } from '#common/refused.ts';
import type { NmvsAccess } from '#common/store/nmvs-accesses.ts';
import { refuse } from '#shared/refusal.ts';
import type { NmvsNeeds } from './nmvs-needs.ts';

/** How the transaction's country is reached. @throws Refused when it is not known */
export async function accessOf(
  needs: Pick<NmvsNeeds, 'accesses'>,
  tenant: string,
  country: string,
): Promise<NmvsAccess> {
  const remedy = `PUT /api/nmvs/accesses/${country} first`;
  return orRefuse(
    (await needs.accesses.get(tenant, country)) ??
      refuse('not-found', `no access to the NMVS of ${country}`, { at: '/country', remedy }),
  );
}
