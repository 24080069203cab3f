import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import { tooEarly, unfitting } from './fitting-calls.ts';
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
 *
 * @param call by which it is done, for whoever is told that it does not fit
 */
export function actOn(
  before: Onboarding,
  act: OnboardingAct,
  change: OnboardingChange = {},
  call?: string,
): Onboarding | Refusal {
  const wrong = tooEarly(before, act);
  if (wrong !== undefined) return wrong;
  const moved = moveOnboarding(before.state, act);
  if (isRefusal(moved)) return unfitting(before, act, call);
  const state = act === 'resume' ? backFrom(before) : moved;
  const isTest = /^(pass|fail|note)-/.test(act);
  const { evidence: shown, ...rest } = change;
  const added = isTest && isInForce(before.state) ? {} : shown;
  const isOtherwiseRead = rest.offers !== undefined && !sameMapping(rest.offers, before.offers);
  const after = {
    ...before,
    ...rest,
    state,
    evidence: stillShown({ ...before.evidence, ...added }, state, isOtherwiseRead || voidsMessages.includes(act)),
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

/** True where the partner's documents are read, and ours written, by the same mappings. */
export const sameMapping = ({ mapping: a = {} }: Onboarding['offers'], { mapping: b = {} }: Onboarding['offers']) =>
  a.in === b.in && a.out === b.out;

function stillShown(shown: OnboardingEvidence, state: OnboardingState, voidsMessages: boolean): OnboardingEvidence {
  const rank = ranks[state] ?? 9;
  const messages = rank >= holdsFrom.messages && !voidsMessages;
  return {
    ...(rank >= holdsFrom.connection && shown.connection && { connection: shown.connection }),
    files: messages ? shown.files : [],
    ...(messages && shown.sent && { sent: shown.sent }),
    ...(rank >= holdsFrom.partner && shown.partner && { partner: shown.partner }),
    ...(rank >= holdsFrom.ours && shown.ours && { ours: shown.ours }),
  };
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
