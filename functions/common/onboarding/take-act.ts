import { entryOf } from '#common/entry-of.ts';
import { log } from '#common/log.ts';
import type { Principal } from '#common/principal.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { ATTEMPTS, pause } from '#common/store/backoff.ts';
import type { OnboardingStep, Onboardings } from '#common/store/onboardings.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
import { actOn, type OnboardingChange } from '#shared/network/onboarding/act-on.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { OnboardingAct } from '#shared/network/onboarding/states.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export interface ActNeeds {
  readonly onboardings: Pick<Onboardings, 'get' | 'commit'>;
  readonly now: () => Date;
}

/** A partnership, and who does something to it. */
export interface Acting {
  readonly partner: string;
  readonly who: Pick<Principal, 'tenant' | 'home' | 'caller'>;
}

/** What is done, decided by how things stand. */
export interface Act {
  readonly act: OnboardingAct;
  readonly change?: OnboardingChange;
  /** Only where the act changes what no other does. */
  readonly more?: Partial<
    Pick<Onboarding, 'invitedBy' | 'liveSince' | 'watchedSince' | 'endedAt' | 'tries' | 'fetched'>
  >;
  /** For history and audit trail. */
  readonly detail?: Record<string, unknown>;
  readonly invitations?: OnboardingStep['invitations'];
  /** As in the audit trail. */
  readonly told: AuditAct;
}

/** Acts of the partner's in a day: enough to test by script all day long, too few to fill tables with. What our side does is never refused for their number. */
const MOST_A_DAY = 1_000;
/** What a partner does without end when it is let. Its approval is not among them: it needs tests anew each time, and what it writes first must be noted. */
const counts: readonly OnboardingAct[] = [
  'put-profile',
  'put-channel',
  'begin-test',
  'pass-connection',
  'fail-connection',
  'note-message',
  'pass-message',
  'fail-message',
];

/**
 * Reads, decides, stores with history and audit trail; the partnership as it stands then. Going round again is safe: nothing was written, and it is decided anew by what stands now.
 *
 * @throws Refused when it does not fit, or there is no such partnership
 */
export async function takeAct(
  { onboardings, now }: ActNeeds,
  { partner, who }: Acting,
  decide: (before: Onboarding, at: string) => Act | Refusal,
): Promise<Onboarding> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const before = (await onboardings.get(who.tenant, partner)) ?? noPartnership(partner);
    if ('refused' in before) throw new Refused(before);
    const at = now().toISOString();
    const act = orRefuse(decide(before, at));
    const stored = await onboardings.commit(stepOf(before, act, who, at));
    if (stored === 'moved') continue;
    log('onboarding-moved', { tenant: who.tenant, partner, act: act.act, state: stored.state });
    return stored;
  }
  throw new Refused(
    refuse('busy', `the partnership with ${partner} was changed by others ${ATTEMPTS} times`, {
      remedy: 'send the same request again: nothing of it was stored',
    }),
  );
}

/** What is stored of an act. @throws Refused when it does not fit */
export function stepOf(before: Onboarding, act: Act, who: Acting['who'], at: string): OnboardingStep {
  const { detail, invitations } = act;
  const moved = orRefuse(actOn(before, act.act, act.change));
  const after = { ...moved, ...act.more, ...(counts.includes(act.act) && { acts: oneMore(before, at) }) };
  const said = { state: after.state, ...detail };
  return {
    before,
    after,
    entry: { at, by: who.caller, act: act.act, state: after.state, ...(detail && { detail }) },
    audit: entryOf(who, at, act.told, `onboarding ${before.partner}`, { detail: said }),
    ...(invitations && { invitations }),
  };
}

/** Counts an act of the partner's. @throws Refused when it did too much in one day */
export function oneMore({ acts }: Pick<Onboarding, 'acts'>, at: string): NonNullable<Onboarding['acts']> {
  const day = at.slice(0, 10);
  const count = (acts?.day === day ? acts.count : 0) + 1;
  if (count <= MOST_A_DAY) return { day, count };
  throw new Refused(
    refuse('too-many-requests', `the partner has done ${MOST_A_DAY} things on ${day}`, {
      remedy: 'go on tomorrow (UTC)',
    }),
  );
}

export const noPartnership = (partner: string) =>
  refuse('not-found', `there is no onboarding of partner ${partner}`, {
    remedy: `POST /api/partners/${partner}/invitation begins one`,
  });
