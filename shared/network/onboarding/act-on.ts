import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { missingMessages } from './missing-messages.ts';
import { moveOnboarding } from './move-onboarding.ts';
import type { Onboarding, OnboardingEvidence } from './onboarding.ts';
import type { OnboardingAct, OnboardingState } from './states.ts';

/** The steps in their order; states that are none of them void nothing. */
const ranks: Partial<Record<OnboardingState, number>> = {
  invited: 0,
  profile: 1,
  channel: 2,
  'connection-test': 3,
  'message-test': 4,
  approval: 5,
  'approved-by-partner': 6,
};

/** The state at which something is still worth its evidence, from that state on. */
const holdsFrom = { connection: 4, messages: 4, partner: 6, ours: 7 } as const;

/** After these what was shown by messages is to be shown again, whatever the state. */
const voidsMessages: readonly OnboardingAct[] = ['put-profile', 'put-channel', 'return-to-message-test'];

/** What an act changes beside the state. */
export type OnboardingChange = Partial<
  Pick<Onboarding, 'profile' | 'channel' | 'offers' | 'invitation' | 'client' | 'submitted' | 'suspended' | 'returned'>
> & { readonly evidence?: Partial<OnboardingEvidence> };

/**
 * A partnership after an act. Going back voids what tests and approvals showed from there on: a channel that was changed is tested and approved anew. What is tried once it is in
 * force is told by its history alone.
 */
export function actOn(before: Onboarding, act: OnboardingAct, change: OnboardingChange = {}): Onboarding | Refusal {
  const wrong = unfit(before, act);
  if (wrong !== undefined) return wrong;
  const moved = moveOnboarding(before.state, act);
  if (isRefusal(moved)) return moved;
  const state = act === 'resume' ? backFrom(before) : moved;
  const isTest = /^(pass|fail|note)-/.test(act);
  const { evidence: shown, ...rest } = change;
  const added = isTest && isInForce(before.state) ? {} : shown;
  const after = {
    ...before,
    ...rest,
    state,
    evidence: stillShown({ ...before.evidence, ...added }, state, act),
    suspended: state === 'suspended' ? (rest.suspended ?? before.suspended) : undefined,
  };
  // What waits for approval waits from the partner's approval to ours.
  const waits = act !== 'approve' && (ranks[state] ?? 9) >= holdsFrom.partner;
  return lacking(after, act) ?? (waits ? after : { ...after, submitted: undefined });
}

/** True where a version that came of the onboarding holds and nothing of it is being changed. */
export const isInForce = (state: OnboardingState): boolean => state === 'live' || state === 'monitored';

/** A partnership goes on where it was suspended; one that was monitored is watched anew. */
const backFrom = ({ suspended }: Onboarding): OnboardingState =>
  suspended === undefined || suspended.from === 'monitored' ? 'live' : suspended.from;

function stillShown(shown: OnboardingEvidence, state: OnboardingState, act: OnboardingAct): OnboardingEvidence {
  const rank = ranks[state] ?? 9;
  const messages = rank >= holdsFrom.messages && !voidsMessages.includes(act);
  return {
    ...(rank >= holdsFrom.connection && shown.connection && { connection: shown.connection }),
    files: messages ? shown.files : [],
    ...(messages && shown.sent && { sent: shown.sent }),
    ...(rank >= holdsFrom.partner && shown.partner && { partner: shown.partner }),
    ...(rank >= holdsFrom.ours && shown.ours && { ours: shown.ours }),
  };
}

function unfit({ state, liveSince }: Onboarding, act: OnboardingAct): Refusal | undefined {
  if (act === 'suspend' && liveSince === undefined && (ranks[state] ?? 9) < 7)
    return refuse('conflict', 'nothing of the partnership is in force yet', {
      remedy: 'POST /api/onboardings/{partner}/withdraw ends it, …/return sends it back to a step',
    });
  if (act === 'withdraw' && liveSince !== undefined && state !== 'suspended')
    return refuse('conflict', 'a version of the partnership is in force', {
      remedy: 'POST /api/onboardings/{partner}/suspend first; DELETE /api/partners/{partner} ends what is in force',
    });
  return undefined;
}

/** What must have been shown before it goes on, whoever asks. */
function lacking(after: Onboarding, act: OnboardingAct): Refusal | undefined {
  const { evidence } = after;
  if (act === 'pass-message' && !isInForce(after.state)) {
    const missing = missingMessages(after);
    if (missing.length > 0) return refuse('conflict', `the message test lacks ${missing.join(', ')}`);
  }
  if (act !== 'approve-as-partner' && act !== 'approve') return undefined;
  const shown = evidence.connection !== undefined && missingMessages(after).length === 0;
  const approved = evidence.partner !== undefined && (act !== 'approve' || evidence.ours !== undefined);
  if (shown && approved) return undefined;
  return refuse('conflict', 'tests and approvals do not hold for what is to be approved', {
    remedy:
      'POST /partner/connection-test (of SFTP /partner/sftp/connection-test), POST /partner/message-test, then approve again',
  });
}
