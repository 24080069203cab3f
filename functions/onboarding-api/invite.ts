import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { mappingInForce } from '#common/mapping/mapping-in-force.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import { hashOfToken, invitationToken } from '#common/onboarding/invitation-token.ts';
import { type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import { originOf } from '#common/origin-of.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { newInvitation } from '#shared/messages/onboarding-api.ts';
import { sameMapping } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { namedPartner } from './named-partner.ts';

export interface InviteNeeds extends ActNeeds {
  readonly mappings: MappingNeeds['mappings'];
}

/**
 * Invites a partner, or invites it anew: the token is told this once, and the one before opens nothing from then on. A partner that is on its way already keeps what it has done; by
 * the new token it gets another secret.
 */
export const invite =
  (needs: InviteNeeds): Endpoint =>
  async (request) => {
    const partner = namedPartner(request);
    const { expiresIn, offers, ...said } = read(newInvitation, json(request));
    await mustBeAgreeable(needs, request, offers);
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
  return takeAct(
    needs,
    { partner, who },
    (before) =>
      tooLateToAgree(before, offers) ?? {
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
      },
  );
}

const isOver = ({ state }: Onboarding): boolean => state === 'withdrawn';
/** Who was withdrawn and comes again begins from the beginning. */
const anew = { profile: undefined, channel: undefined, returned: undefined };

/** Mappings that are named are there, for their direction. */
async function mustBeAgreeable(needs: InviteNeeds, { tenant }: Request, offers: Invited['offers']): Promise<void> {
  for (const direction of ['in', 'out'] as const) {
    const name = offers?.mapping?.[direction];
    if (name === undefined) continue;
    const found = await mappingInForce(needs, tenant, name, direction);
    if (isRefusal(found)) throw new Refused({ ...found, at: `/offers/mapping/${direction}` });
  }
}

/** Other mappings are agreed on before messages are tested by them; what is in force is changed in the master data. */
function tooLateToAgree(before: Onboarding, offers: Invited['offers']): Refusal | undefined {
  if (offers === undefined || isOver(before) || sameMapping(offers, before.offers)) return undefined;
  const isTested = before.state === 'approval' || before.state === 'approved-by-partner';
  if (before.liveSince === undefined && !isTested) return undefined;
  return refuse('conflict', `messages were tested by the mappings that were agreed on before`, {
    at: '/offers/mapping',
    remedy: isTested
      ? `POST /api/onboardings/${before.partner}/return sends it back to the message test; then invite it again`
      : `PUT /api/partners/${before.partner} names other mappings of what is in force`,
  });
}
