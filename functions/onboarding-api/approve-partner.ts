import { mustHaveOwnNames, type NamesNeeds } from '#common/as2/names-taken.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { mustBePerson } from '#common/must-be-person.ts';
import { notSecond, type SecondNeeds } from '#common/onboarding/not-second.ts';
import { type ActNeeds, noPartnership, takeAct } from '#common/onboarding/take-act.ts';
import { tellOnboarding } from '#common/onboarding/tell-onboarding.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { UsedCredentials } from '#common/store/used-credentials.ts';
import { takeStep } from '#common/take-step.ts';
import { approveVersion } from '#shared/master-data/change-version.ts';
import { type Content, inForce } from '#shared/master-data/version.ts';
import { ourApproval } from '#shared/messages/onboarding-api.ts';
import { digestOfContent, saidBy } from '#shared/network/onboarding/content-of.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { namedPartner } from './named-partner.ts';

export interface ApproveNeeds extends ActNeeds, SecondNeeds, NamesNeeds {
  readonly onboardings: ActNeeds['onboardings'];
  readonly master: Pick<MasterData, 'get' | 'commit'>;
  readonly used: UsedCredentials;
}

/**
 * Our approval of what the partner approved, under an electronic signature: the version of the master data comes into force, and the partnership is live. Who invited the partner, or
 * knew a secret of its client, may not: alone he would decide where our data goes. Sent again after a crash in between it ends what was begun.
 */
export const approvePartner =
  (needs: ApproveNeeds): Endpoint =>
  async (request) => {
    mustBePerson(request);
    const partner = namedPartner(request);
    const { digest, signature } = read(ourApproval, json(request));
    const row = orRefuse((await needs.onboardings.get(request.tenant, partner)) ?? noPartnership(partner));
    orRefuse(approvable(row, request, digest) ?? row);
    const ours = signatureOf(request, signature, { partner, digest }, needs.now());
    const version = await bringIntoForce(needs, request, row);
    const at = needs.now().toISOString();
    if (row.evidence.partner !== undefined)
      await needs.used.takeIntoUse({ partner, who: request, until: row.evidence.partner.at, at });
    const live = await takeAct(needs, { partner, who: request }, (before, at) => {
      const wrong = approvable(before, request, digest);
      if (wrong !== undefined) return wrong;
      return {
        act: 'approve',
        change: { evidence: { ours } },
        more: { liveSince: before.liveSince ?? at, watchedSince: at, endedAt: undefined },
        detail: { version, digest, signature: ours },
        told: 'onboarding-approved',
      };
    });
    return { status: 200, body: tellOnboarding(live, needs.now().toISOString()) };
  };

function approvable(
  { state, evidence, invitedBy, partner }: Onboarding,
  who: Request,
  digest: string,
): Refusal | undefined {
  if (state !== 'approved-by-partner' || evidence.partner === undefined)
    return refuse('conflict', `the partnership is at ${state}: the partner approves first, ours is the last word`, {
      remedy: `GET /api/onboardings/${partner} tells what is missing`,
    });
  if (evidence.partner.digest !== digest)
    return refuse('conflict', 'the partner has approved something else than what you read', {
      at: '/digest',
      remedy: `GET /api/onboardings/${partner}, read it again, then decide`,
    });
  if (invitedBy.includes(who.caller))
    return refuse('not-permitted', `${who.caller} invited ${partner}`, {
      rule: '21 CFR 11.10(g), EU GMP Annex 11 §10: a second person approves',
      remedy: 'let somebody approve it who did not invite the partner',
    });
  return undefined;
}

/** The number of the version that holds then. One that was approved with the rest of the master data is in force already. */
async function bringIntoForce(
  needs: ApproveNeeds,
  who: Request,
  { partner, submitted, evidence, offers }: Onboarding,
): Promise<number> {
  const read = await needs.master.get(who.tenant, 'partner', partner);
  const now = read && inForce(read.head.current, needs.now().toISOString());
  const wanted = evidence.partner?.digest;
  if (now?.content !== undefined && isWanted(now.content, wanted, offers)) return now.version;
  const open = read?.head.open;
  if (
    submitted === undefined ||
    open?.version !== submitted.version ||
    digestOfContent(saidBy(open.content)) !== wanted
  )
    throw new Refused(
      refuse('conflict', 'the version that the partner approved does not wait for approval any more', {
        remedy: `POST /api/onboardings/${partner}/return sends it back, so that it is approved anew`,
      }),
    );
  const target = { kind: 'partner', id: partner, who } as const;
  const { step } = await takeStep(needs, target, {
    decide: (head, doer) => approveVersion(head, submitted, doer),
    before: async (head) => {
      const part = await notSecond(needs, { tenant: who.tenant, partner, caller: who.caller }, head?.open);
      if (part !== undefined) throw new Refused(part);
      await mustHaveOwnNames(needs, who.tenant, partner, open.content);
      return { gtins: [] };
    },
  });
  return step === 'unchanged' ? submitted.version : step.version;
}

/** True where a version says what the partner approved, and reads and writes by the mappings that were agreed on at the invitation. */
function isWanted(
  content: Content,
  digest: string | undefined,
  { mapping: agreed = {} }: Onboarding['offers'],
): boolean {
  const { in: reads, out: writes }: { readonly in?: unknown; readonly out?: unknown } = Object(content['mapping']);
  const isAgreed = (agreed.in ?? reads) === reads && (agreed.out ?? writes) === writes;
  return isAgreed && digestOfContent(saidBy(content)) === digest;
}
