import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

/** @throws Refused `not-found` for a partner that is not in force */
export async function mustKnowPartner(
  { registry }: Pick<ApiNeeds, 'registry'>,
  tenant: string,
  partner: string,
  at = '/partner',
): Promise<void> {
  if ((await registry.partner(tenant, partner)) !== undefined) return;
  throw new Refused(refuse('not-found', `no partner ${partner}`, { at, remedy: 'GET /api/partners lists them' }));
}
