import { json } from '#common/http.ts';
import { hashOfToken } from '#common/onboarding/invitation-token.ts';
import { shutOut } from '#common/onboarding/shut-out.ts';
import { type Acting, type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import type { OpenRequest } from '#common/open-endpoint.ts';
import { originOf } from '#common/origin-of.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Onboardings, StoredInvitation } from '#common/store/onboardings.ts';
import type { RateBuckets } from '#common/store/rate-buckets.ts';
import { invitationToken } from '#shared/messages/onboarding-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type ClientNeeds, clientOf, giveClient, SCOPES } from './give-client.ts';

export interface AcceptNeeds extends ActNeeds, ClientNeeds {
  readonly onboardings: Pick<Onboardings, 'get' | 'commit' | 'invitation'>;
  readonly buckets: Pick<RateBuckets, 'lease'>;
  /** Base of `/oauth2/token`; empty: where the call came. */
  readonly signInUrl: string;
}

/** Calls of one address: a person needs one, and somebody behind the same address another. */
const RATE = { rate: 0.2, burst: 20 };

/**
 * Takes an invitation up, once: the answer holds the credential of a machine client that is bound to the tenant and the partner. The invitation is used up before the credential is
 * made, so of two who have the token one gets in; who loses the answer is invited anew.
 */
export const acceptInvitation = (needs: AcceptNeeds) => async (request: OpenRequest) => {
  await mustBeRare(needs, request.sourceIp);
  const { token } = read(invitationToken, json(request));
  const hash = hashOfToken(token);
  const at = needs.now().toISOString();
  const invitation = orRefuse(usable(await needs.onboardings.invitation(hash), at));
  const { tenant, partner } = invitation;
  const who = { tenant, home: tenant, caller: `partner ${partner}` };
  const before = await clientOf(needs, tenant, partner);
  const after = await takeAct(needs, { partner, who }, (row, now) => {
    if (row.invitation?.hash !== hash || row.invitation.expiresAt <= now)
      return refusalOf(row.invitation?.hash === hash ? 'expired' : 'void', row.invitation?.expiresAt ?? now);
    const fits = actOn(row, 'accept');
    if ('refused' in fits) return fits;
    return {
      act: 'accept',
      change: { invitation: undefined, client: before.id },
      told: 'onboarding-accepted',
      invitations: [{ hash, state: 'used' }],
    };
  });
  const session = await giveClient(needs, { tenant, partner, before, who });
  await mustBeOpen(needs, after, who);
  const base = needs.signInUrl === '' ? originOf(request) : needs.signInUrl.replace(/\/$/, '');
  const tokenUrl = `${base}/oauth2/token`;
  const body = { tenant, partner, state: after.state, ...session, tokenUrl, scope: SCOPES.map(scopeOf).join(' ') };
  return { status: 201, body };
};

/** Whoever withdrew the partnership meanwhile may have looked for the client before it was there: of the two who come last one finds what the other left. */
async function mustBeOpen(needs: AcceptNeeds, { tenant, partner }: Onboarding, who: Acting['who']): Promise<void> {
  const row = await needs.onboardings.get(tenant, partner);
  if (row === undefined || row.state !== 'withdrawn') return;
  await shutOut(needs, row, who);
  throw new Refused(refusalOf('void', row.updatedAt));
}

const scopeOf = (scope: string): string => `seriate/${scope}`;

/** Whoever tries tokens is slowed down long before he finds one. When the bucket cannot be asked the call passes: guessing a token takes more than that. */
async function mustBeRare({ buckets, now }: AcceptNeeds, sourceIp: string): Promise<void> {
  const lease = await buckets
    .lease('network', `invitations ${sourceIp}`, RATE, { wanted: 1, now: now().getTime() })
    .catch(() => undefined);
  if (lease === undefined || lease.granted > 0) return;
  throw new Refused(
    refuse('too-many-requests', 'too many invitations were tried from this address', {
      rule: 'RFC 6585 §4',
      remedy: 'wait five seconds, then send the same request again',
    }),
    { 'Retry-After': '5' },
  );
}

function usable(found: StoredInvitation | undefined, at: string): StoredInvitation | Refusal {
  if (found === undefined)
    return refuse('not-found', 'there is no such invitation', {
      at: '/token',
      remedy: 'copy the token whole, from behind the # of the link; or ask for another invitation',
    });
  if (found.state !== 'open') return refusalOf(found.state, found.changedAt);
  return found.expiresAt <= at ? refusalOf('expired', found.expiresAt) : found;
}

const reasons = {
  used: 'the invitation was taken up',
  void: 'the invitation was replaced or withdrawn',
  expired: 'the invitation expired',
} as const;

const refusalOf = (why: keyof typeof reasons, at: string): Refusal =>
  refuse('conflict', `${reasons[why]} at ${at}`, {
    at: '/token',
    rule: 'docs/partners-onboarding.md: an invitation opens once',
    remedy: 'ask whoever invited you for another one',
  });
