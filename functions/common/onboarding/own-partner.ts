import type { Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Onboardings } from '#common/store/onboardings.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';

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

/** The partnership of whoever calls. @throws Refused also when it was ended, whatever client is left of it */
export async function ownPartnership(
  onboardings: Pick<Onboardings, 'get'>,
  request: Pick<Request, 'tenant' | 'partner'>,
): Promise<Onboarding> {
  const partner = ownPartner(request);
  const row = orRefuse((await onboardings.get(request.tenant, partner)) ?? notInvited);
  if (row.state !== 'withdrawn') return row;
  throw new Refused(
    refuse('not-permitted', 'the partnership was ended', {
      rule: 'docs/partners-onboarding.md: suspended and ended partnerships',
      remedy: 'ask whoever invited you for another invitation',
    }),
  );
}

/** A client that our people made for a partner of the master data: it has nothing to come on board by. */
const notInvited = refuse('not-found', 'there is no onboarding of the partner', {
  rule: 'docs/partners-onboarding.md: the partner’s side',
  remedy: 'ask for an invitation, where something is to be changed by an onboarding',
});
