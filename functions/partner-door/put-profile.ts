import { type Endpoint, json, type Request } from '#common/http.ts';
import { type AgreedNeeds, agreedMapping, unreadForms } from '#common/onboarding/agreed-mapping.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import type { AuthorNeeds } from '#common/onboarding/partners-authors.ts';
import { takeAct } from '#common/onboarding/take-act.ts';
import { overtaken, takeBack } from '#common/onboarding/take-back.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import type { Registry } from '#common/store/registry.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { partyProblem } from '#shared/gs1/party.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type OnboardingProfile, onboardingProfile } from '#shared/network/onboarding/profile.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { type ShowNeeds, toldToPartner } from './show-profile.ts';

export interface ProfileNeeds extends ShowNeeds, AuthorNeeds, AgreedNeeds {
  readonly master: Pick<MasterData, 'get' | 'version' | 'commit'>;
  readonly registry: Pick<Registry, 'partners' | 'tenant'>;
}

/** Keeps what the partner says of itself. Said again as it is it voids nothing; changed, messages are tested and both approve anew. */
export const putProfile =
  (needs: ProfileNeeds): Endpoint =>
  async (request) => {
    const profile = read(onboardingProfile, json(request));
    const row = await ownPartnership(needs.onboardings, request);
    if (row.state !== 'profile' && same(row.profile, profile)) return answer(needs, row);
    orRefuse(actOn(row, 'put-profile', { profile }));
    orRefuse((await problemOf(needs, request, row, profile)) ?? row);
    orRefuse((await formsProblem(needs, row, profile)) ?? row);
    await takeBack(needs, row, request, 'the partner changed its profile');
    const { partner } = row;
    const after = await takeAct(
      needs,
      { partner, who: request },
      (before) =>
        overtaken(row, before) ?? {
          act: 'put-profile',
          change: { profile },
          detail: { profile },
          told: 'onboarding-profile-set',
        },
    );
    return answer(needs, after);
  };

async function formsProblem(needs: ProfileNeeds, row: Onboarding, { sends }: OnboardingProfile) {
  const mapping = await agreedMapping(needs, row);
  return isRefusal(mapping) ? mapping : unreadForms(mapping, sends);
}

const answer = async (needs: ShowNeeds, row: Onboarding) => ({ status: 200, body: await toldToPartner(needs, row) });

const same = (before: object | undefined, after: object): boolean =>
  before !== undefined && JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
const sorted = (said: object) => Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1));

async function problemOf(
  { registry }: Pick<ProfileNeeds, 'registry'>,
  { tenant }: Pick<Request, 'tenant'>,
  { offers, partner }: Onboarding,
  { party, gln, document = 'epcis-2.0' }: OnboardingProfile,
): Promise<Refusal | undefined> {
  const wrong = partyProblem(party, gln);
  if (wrong !== undefined) return wrong;
  if (offers.documents !== undefined && !offers.documents.includes(document))
    return refuse('conflict', `${document} is not offered`, {
      at: '/document',
      remedy: `choose one of ${offers.documents.join(', ')}`,
    });
  const isTaken = (one: string) => canonicalEpc(one) === canonicalEpc(party);
  const own = await registry.tenant(tenant);
  const others = (await registry.partners(tenant)).filter((one) => one.partner !== partner);
  if ((own !== undefined && isTaken(own.party)) || others.some((one) => isTaken(one.party)))
    // Whose it is, is nobody's business.
    return refuse('conflict', `${party} is known as somebody else`, {
      at: '/party',
      rule: 'GS1 GS §4.5: a GLN names one party',
      remedy: 'give the PGLN of your own firm; if it is, ask whoever invited you',
    });
  return undefined;
}
