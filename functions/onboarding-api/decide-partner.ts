import { type Endpoint, json } from '#common/http.ts';
import type { AuthorNeeds } from '#common/onboarding/partners-authors.ts';
import { type ShutOutNeeds, shutOut } from '#common/onboarding/shut-out.ts';
import { type Act, type ActNeeds, noPartnership, takeAct } from '#common/onboarding/take-act.ts';
import { overtaken, takeBack } from '#common/onboarding/take-back.ts';
import { tellOnboarding } from '#common/onboarding/tell-onboarding.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { onboardingReason, onboardingReturn } from '#shared/messages/onboarding-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { callWaiting, type ResumeNeeds } from './call-waiting.ts';
import { namedPartner } from './named-partner.ts';

export interface DecideNeeds extends ActNeeds, AuthorNeeds {
  readonly master: Pick<MasterData, 'get' | 'version' | 'commit'>;
}

/** Sends a partnership back to a step, with what the partner reads about why. What was submitted of it goes back with it. */
export const returnPartner =
  (needs: DecideNeeds): Endpoint =>
  async (request) => {
    const partner = namedPartner(request);
    const { to, reason } = read(onboardingReturn, json(request));
    const row = orRefuse((await needs.onboardings.get(request.tenant, partner)) ?? noPartnership(partner));
    orRefuse(actOn(row, `return-to-${to}`));
    await takeBack(needs, row, request, reason);
    const after = await takeAct(
      needs,
      { partner, who: request },
      (before, at) =>
        overtaken(row, before) ?? {
          act: `return-to-${to}`,
          change: { returned: { at, by: request.caller, reason } },
          detail: { reason },
          told: 'onboarding-returned',
        },
    );
    return { status: 200, body: tellOnboarding(after, needs.now().toISOString()) };
  };

/** Nothing goes to the partner and nothing is taken from it until it is resumed. */
export const suspendPartner = decided((row, at, by, reason) => ({
  act: 'suspend',
  change: { suspended: { at, by, reason, from: row.state } },
  detail: { reason },
  told: 'onboarding-suspended',
}));

const resume = decided((_row, at, _by, reason) => ({
  act: 'resume',
  more: { watchedSince: at },
  detail: { reason },
  told: 'onboarding-resumed',
}));

/** Takes a partnership up again; what waited for that goes on. */
export const resumePartner =
  (needs: ResumeNeeds): Endpoint =>
  async (request) => {
    const answer = await resume(needs)(request);
    await callWaiting(needs, request.tenant, namedPartner(request));
    return answer;
  };

function decided(actOf: (row: Onboarding, at: string, by: string, reason: string) => Act) {
  return (needs: ActNeeds): Endpoint =>
    async (request) => {
      const { reason } = read(onboardingReason, json(request));
      const acting = { partner: namedPartner(request), who: request };
      const after = await takeAct(needs, acting, (row, at) => actOf(row, at, request.caller, reason));
      return { status: 200, body: tellOnboarding(after, needs.now().toISOString()) };
    };
}

/**
 * Ends a partnership: its invitation opens nothing any more, and its client is shut out. The row goes first, so that whoever takes the invitation up at the same time finds it ended; sent
 * again it shuts out what an interrupted call left.
 */
export const withdrawPartner =
  (needs: DecideNeeds & ShutOutNeeds): Endpoint =>
  async (request) => {
    const partner = namedPartner(request);
    const { reason } = read(onboardingReason, json(request));
    const row = orRefuse((await needs.onboardings.get(request.tenant, partner)) ?? noPartnership(partner));
    const isOver = row.state === 'withdrawn';
    if (!isOver) orRefuse(actOn(row, 'withdraw'));
    await takeBack(needs, row, request, reason);
    const after = isOver
      ? row
      : await takeAct(
          needs,
          { partner, who: request },
          (before, at) => overtaken(row, before) ?? withdrawal(before, at, reason),
        );
    await shutOut(needs, after, request);
    return { status: 200, body: tellOnboarding(after, needs.now().toISOString()) };
  };

const withdrawal = ({ liveSince, invitation }: Onboarding, at: string, reason: string): Act => ({
  act: 'withdraw',
  change: { invitation: undefined },
  ...(liveSince !== undefined && { more: { endedAt: at } }),
  detail: { reason },
  told: 'onboarding-withdrawn',
  invitations: invitation === undefined ? [] : [{ hash: invitation.hash, state: 'void' }],
});
