import { as2NamesTaken, type NamesNeeds } from '#common/as2/names-taken.ts';
import { judgeCredential } from '#common/channels/judge-credential.ts';
import type { JudgePlaces } from '#common/channels/judge-places.ts';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { ownPartnership } from '#common/onboarding/own-partner.ts';
import { takeAct } from '#common/onboarding/take-act.ts';
import { overtaken, takeBack } from '#common/onboarding/take-back.ts';
import { versionOf } from '#common/onboarding/version-of.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { NewCredential, PartnerCredentials } from '#common/store/partner-credentials.ts';
import type { Registry } from '#common/store/registry.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { channelOfPartner } from '#shared/messages/onboarding-api.ts';
import type { PartnerCredential } from '#shared/messages/partner-credentials-api.ts';
import { actOn } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { OnboardingChannel } from '#shared/network/onboarding/profile.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ProfileNeeds } from './put-profile.ts';
import { toldToPartner } from './show-profile.ts';

export interface ChannelNeeds extends ProfileNeeds {
  readonly credentials: Pick<PartnerCredentials, 'putTried'>;
  readonly identities: NamesNeeds['identities'];
  readonly placesOf: JudgePlaces;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
}

/**
 * Keeps how the partner is reached, with what proves there who we are. It is tested and approved anew from the connection on, also where it says the same: a credential may be another.
 */
export const putChannel =
  (needs: ChannelNeeds): Endpoint =>
  async (request) => {
    const { credentials = [], ...channel } = read(channelOfPartner, json(request));
    const [misplaced] = needs.placesOf(channel);
    if (misplaced !== undefined) throw new Refused(misplaced);
    const row = await ownPartnership(needs.onboardings, request);
    const wanted = orRefuse(actOn(row, 'put-channel', { channel }));
    orRefuse((await problemOf(needs, row, channel)) ?? row);
    const stored = await needs.master.get(row.tenant, 'partner', row.partner);
    orRefuse(versionOf(wanted, stored?.head));
    for (const secret of credentials) orRefuse(judgeCredential(secret, needs.now()));
    await takeBack(needs, row, request, 'the partner changed its channel');
    const { partner } = row;
    const detail = { channel: channel.channel, url: channel.url, credentials: credentials.map(({ kind }) => kind) };
    const after = await takeAct(
      needs,
      { partner, who: request },
      (before) =>
        overtaken(row, before) ?? { act: 'put-channel', change: { channel }, detail, told: 'onboarding-channel-set' },
    );
    // Only now: what was tested by the ones before is void by now, also where this is cut off. Sent again they are kept.
    for (const secret of credentials)
      await keep(needs, request, partner, judgedCredential(secret, request, needs.now()));
    return { status: 200, body: await toldToPartner(needs, after), headers: { 'cache-control': 'no-store' } };
  };

async function problemOf(
  needs: NamesNeeds & { readonly registry: Pick<Registry, 'tenant'> },
  { offers, profile, tenant: own, partner }: Onboarding,
  { channel, tenant, as2 }: OnboardingChannel,
): Promise<Refusal | undefined> {
  if (offers.channels !== undefined && !offers.channels.includes(channel))
    return refuse('conflict', `the channel ${channel} is not offered`, {
      at: '/channel',
      remedy: `choose one of ${offers.channels.join(', ')}`,
    });
  if (as2 !== undefined) return as2Problem(needs, own, partner, as2);
  if (channel !== 'network' || tenant === undefined) return undefined;
  const found = tenant === own ? undefined : await needs.registry.tenant(tenant);
  // A partner that says it is a tenant is that tenant by its party, too.
  if (found !== undefined && profile !== undefined && canonicalEpc(found.party) === canonicalEpc(profile.party))
    return undefined;
  return refuse('conflict', `there is no tenant ${tenant} that is ${profile?.party}`, {
    at: '/tenant',
    remedy: 'give the id of your own tenant, and the same PGLN as there in the profile',
  });
}

/** Whose a name is, is nobody's business. */
async function as2Problem(needs: NamesNeeds, tenant: string, id: string, as2: NonNullable<OnboardingChannel['as2']>) {
  const problem = (await as2NamesTaken(needs, tenant, [{ id, as2 }]))({ id, as2 });
  if (problem === undefined) return undefined;
  const remedy =
    'give your own name as `as2.id`; if it is, ask whoever invited you. `as2.ownId` is theirs: GET /partner/ours';
  return { ...problem, remedy };
}

function judgedCredential(secret: PartnerCredential, { caller }: Request, at: Date): NewCredential {
  const shown = orRefuse(judgeCredential(secret, at));
  return { secret, told: { kind: secret.kind, ...shown, setAt: at.toISOString(), setBy: caller } };
}

async function keep(needs: ChannelNeeds, request: Request, partner: string, credential: NewCredential): Promise<void> {
  const { kind, setAt, shown } = credential.told;
  const entry = entryOf(request, setAt, 'partner-credential-set', `partner ${partner}`, { detail: { kind, shown } });
  const audit = auditPut(needs.registryTable, request.tenant, entry);
  await needs.credentials.putTried(request.tenant, partner, credential, audit);
}
