import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Onboardings } from '#common/store/onboardings.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';
import { noPartnership } from './take-act.ts';

/** The partner whose client calls. @throws Refused `not-permitted` when it is nobody's: a partnership is the partner's own to do something about */
export function ownPartner({ partner }: Pick<Request, 'partner'>): string {
  if (partner !== undefined) return partner;
  throw new Refused(
    refuse('not-permitted', 'the client is bound to no partner', {
      rule: 'docs/partners-onboarding.md: the partner’s side',
      remedy: 'POST /partner/accept with the token of an invitation gives one that is',
    }),
  );
}

/** The partnership of whoever calls. */
export async function ownPartnership(
  onboardings: Pick<Onboardings, 'get'>,
  request: Pick<Request, 'tenant' | 'partner'>,
): Promise<Onboarding> {
  const partner = ownPartner(request);
  return orRefuse((await onboardings.get(request.tenant, partner)) ?? noPartnership(partner));
}
