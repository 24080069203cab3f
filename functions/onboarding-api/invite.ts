import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { hashOfToken, invitationToken } from '#common/onboarding/invitation-token.ts';
import { type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import { originOf } from '#common/origin-of.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { kindsWith } from '#shared/master-data/kinds.ts';
import { newInvitation } from '#shared/messages/onboarding-api.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * Invites a partner, or invites it anew: the token is told this once, and the one before opens nothing from then on. A partner that is on its way already keeps what it has done; by
 * the new token it gets another secret.
 */
export const invite =
  (needs: ActNeeds): Endpoint =>
  async (request) => {
    const partner = orRefuse(kindsWith().partner.readId(request.path['partner'] ?? ''));
    const { expiresIn, offers, ...said } = read(newInvitation, json(request));
    const token = invitationToken();
    const at = needs.now();
    const invitation = {
      ...said,
      at: at.toISOString(),
      by: request.caller,
      hash: hashOfToken(token),
      expiresAt: new Date(at.getTime() + expiresIn * 1000).toISOString(),
    };
    const stored = await store(needs, request, partner, { invitation, offers });
    return {
      status: 201,
      body: {
        partner,
        state: stored.state,
        token,
        // Behind the #: it goes into no log on its way.
        link: `${originOf(request)}/partner/accept#${token}`,
        // A browser that opens the link finds nothing there.
        accept: 'the partner sends the token by script: POST to the link without what is behind #, {"token": "…"}',
        expiresAt: invitation.expiresAt,
      },
      headers: { 'cache-control': 'no-store' },
    };
  };

interface Invited {
  readonly invitation: NonNullable<Onboarding['invitation']>;
  readonly offers: Onboarding['offers'] | undefined;
}

async function store(needs: ActNeeds, who: Request, partner: string, { invitation, offers }: Invited) {
  const { hash, expiresAt, email } = invitation;
  const opened = { hash, state: 'open' } as const;
  const detail = { expiresAt, ...(email !== undefined && { email }), ...(offers && { offers }) };
  if ((await needs.onboardings.get(who.tenant, partner)) === undefined) {
    const { at } = invitation;
    const made = await needs.onboardings.commit({
      before: undefined,
      after: {
        tenant: who.tenant,
        partner,
        state: 'invited',
        offers: offers ?? {},
        invitation,
        invitedBy: [who.caller],
        evidence: { files: [] },
        createdAt: at,
      },
      entry: { at, by: who.caller, act: 'invite', state: 'invited', detail },
      audit: entryOf(who, at, 'onboarding-invited', `onboarding ${partner}`, { detail }),
      invitations: [opened],
    });
    if (made === 'moved')
      throw new Refused(refuse('busy', `${partner} is being invited by somebody else`, { remedy: 'send it again' }));
    log('onboarding-moved', { tenant: who.tenant, partner, act: 'invite', state: made.state });
    return made;
  }
  return takeAct(needs, { partner, who }, (before) => ({
    act: 'invite',
    change: { invitation, ...(offers && { offers }), ...(isOver(before) && anew) },
    more: {
      invitedBy: [...new Set([...before.invitedBy, who.caller])],
      ...(isOver(before) && { liveSince: undefined, watchedSince: undefined }),
    },
    detail,
    told: 'onboarding-invited',
    invitations: [
      opened,
      ...(before.invitation === undefined ? [] : [{ hash: before.invitation.hash, state: 'void' as const }]),
    ],
  }));
}

const isOver = ({ state }: Onboarding): boolean => state === 'withdrawn';
/** Who was withdrawn and comes again begins from the beginning. */
const anew = { profile: undefined, channel: undefined, returned: undefined };
