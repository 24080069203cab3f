/**
 * How far a partnership is on its way. invited: waits for the partner · profile, channel, connection-test, message-test: what is to be done next · approval: the partner is to
 * approve what was tested · approved-by-partner: our side is to · live: in force · monitored: in force, and its first time went without a fault · suspended: nothing goes or
 * comes · withdrawn: ended, until it is invited anew · expired: invited, and nobody came in time; it is only
 * told so (`standingAt`): what is stored is `invited`.
 */
export const onboardingStates = [
  'invited',
  'profile',
  'channel',
  'connection-test',
  'message-test',
  'approval',
  'approved-by-partner',
  'live',
  'monitored',
  'suspended',
  'withdrawn',
  'expired',
] as const;
export type OnboardingState = (typeof onboardingStates)[number];

/** To which steps a person may send a partnership back. */
export const returnSteps = ['profile', 'channel', 'connection-test', 'message-test'] as const;
export type ReturnStep = (typeof returnSteps)[number];

/** What happens to partnerships. */
export const onboardingActs = [
  'invite',
  'accept',
  'put-profile',
  'put-channel',
  'begin-test',
  'pass-connection',
  'fail-connection',
  'note-message',
  'pass-message',
  'fail-message',
  'approve-as-partner',
  'approve',
  'settle',
  'suspend',
  'resume',
  'return-to-profile',
  'return-to-channel',
  'return-to-connection-test',
  'return-to-message-test',
  'withdraw',
] as const;
export type OnboardingAct = (typeof onboardingActs)[number];
