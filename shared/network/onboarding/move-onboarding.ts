import { type Refusal, refuse } from '../../refusal.ts';
import type { OnboardingAct, OnboardingState } from './states.ts';

type To = Partial<Record<OnboardingState, OnboardingState>>;

const stays = (...states: readonly OnboardingState[]): To => Object.fromEntries(states.map((state) => [state, state]));

const inForce = ['live', 'monitored'] as const;
const open = [
  'profile',
  'channel',
  'connection-test',
  'message-test',
  'approval',
  'approved-by-partner',
] as const satisfies readonly OnboardingState[];

/** From several states to one. */
const from = (to: OnboardingState, ...states: readonly OnboardingState[]): To =>
  Object.fromEntries(states.map((state) => [state, to]));

/**
 * By act: from which state to which. A changed channel is tested from the connection on, a changed profile from the messages on, whatever was approved before; what is in force stays
 * so meanwhile. A test that fails once it is in force is told, and takes nothing back.
 */
export const moves: Readonly<Record<OnboardingAct, To>> = {
  invite: { ...stays('invited', ...open, ...inForce), withdrawn: 'invited', expired: 'invited' },
  // Later ones: the partner has lost its credential, and gets another.
  accept: { invited: 'profile', ...stays(...open, ...inForce) },
  'put-profile': {
    profile: 'channel',
    ...stays('channel', 'connection-test', 'message-test'),
    ...from('message-test', 'approval', 'approved-by-partner', ...inForce),
  },
  'put-channel': from(
    'connection-test',
    'channel',
    'connection-test',
    'message-test',
    'approval',
    'approved-by-partner',
    ...inForce,
  ),
  'begin-test': stays('connection-test', 'message-test', 'approval', 'approved-by-partner', ...inForce),
  'pass-connection': {
    'connection-test': 'message-test',
    ...stays('message-test', 'approval', 'approved-by-partner', ...inForce),
  },
  'fail-connection': {
    ...from('connection-test', 'connection-test', 'message-test', 'approval', 'approved-by-partner'),
    ...from('live', ...inForce),
  },
  'note-message': stays('message-test', 'approval', 'approved-by-partner', ...inForce),
  'pass-message': { 'message-test': 'approval', ...stays('approval', 'approved-by-partner', ...inForce) },
  'fail-message': {
    ...from('message-test', 'message-test', 'approval', 'approved-by-partner'),
    ...from('live', ...inForce),
  },
  'approve-as-partner': { approval: 'approved-by-partner', ...stays('approved-by-partner') },
  approve: { 'approved-by-partner': 'live' },
  settle: { live: 'monitored' },
  // Of those on their way only where an earlier version is in force (`actOn`).
  suspend: from('suspended', ...inForce, ...open),
  resume: { suspended: 'live' },
  'return-to-profile': from('profile', 'channel', 'connection-test', 'message-test', 'approval', 'approved-by-partner'),
  'return-to-channel': from('channel', 'connection-test', 'message-test', 'approval', 'approved-by-partner'),
  'return-to-connection-test': from('connection-test', 'message-test', 'approval', 'approved-by-partner'),
  'return-to-message-test': from('message-test', 'approval', 'approved-by-partner'),
  withdraw: from('withdrawn', 'invited', 'expired', ...open, 'suspended'),
};

/** The state of a partnership after an act; `conflict` when the act does not fit it. */
export const moveOnboarding = (state: OnboardingState, act: OnboardingAct): OnboardingState | Refusal =>
  moves[act][state] ??
  refuse('conflict', `${act} does not fit a partnership that is at ${state}`, {
    rule: 'docs/partners-onboarding.md: the steps of an onboarding',
  });
