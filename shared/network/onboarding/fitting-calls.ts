import { type Refusal, refuse } from '../../refusal.ts';
import { moves } from './move-onboarding.ts';
import type { Onboarding } from './onboarding.ts';
import { type OnboardingAct, onboardingActs } from './states.ts';

/** How far a partnership is, and by what channel its partner is reached. */
export type Standing = Pick<Onboarding, 'state' | 'channel' | 'liveSince'>;

type Calls = Partial<Record<OnboardingAct, string>>;

const ACCEPT = 'POST /partner/accept';
const one = '/api/onboardings/{partner}';
/** By which call our side does an act. */
const ours: Calls = {
  invite: 'POST /api/partners/{partner}/invitation',
  approve: `POST ${one}/approve`,
  suspend: `POST ${one}/suspend`,
  resume: `POST ${one}/resume`,
  'return-to-profile': `POST ${one}/return`,
  'return-to-channel': `POST ${one}/return`,
  'return-to-connection-test': `POST ${one}/return`,
  'return-to-message-test': `POST ${one}/return`,
  withdraw: `POST ${one}/withdraw`,
};

/** By which call the partner does one. SSH has a function of its own, so tests by it have places of their own. */
const theirs = ({ state, channel }: Standing): Calls => {
  const tests = channel?.channel === 'sftp' ? '/partner/sftp' : '/partner';
  return {
    // Later on an invitation gives another secret, and leads nowhere else.
    ...(state === 'invited' && { accept: ACCEPT }),
    'put-profile': 'PUT /partner/profile',
    'put-channel': 'PUT /partner/channel',
    'pass-connection': `POST ${tests}/connection-test`,
    'fail-connection': `POST ${tests}/connection-test`,
    'note-message': `POST ${tests}/test-message`,
    'pass-message': 'POST /partner/message-test',
    'fail-message': 'POST /partner/message-test',
    'approve-as-partner': 'POST /partner/approve',
  };
};

/** What an act is called that is no call of either side as things stand. */
const named: Calls = { accept: ACCEPT, 'begin-test': 'a test' };

/**
 * Refuses an act that does not fit, with what fits now for whoever asks: a partner is told of its own calls alone, our side of ours.
 *
 * @param call the one that was made; absent: the one that the act is usually done by
 */
export function unfitting(row: Standing, act: OnboardingAct, call?: string): Refusal {
  const [own, partners] = [ours, theirs(row)];
  const isOurs = act in own;
  const what = call ?? own[act] ?? partners[act] ?? named[act] ?? act;
  const fitting = callsOf(row, isOurs ? own : partners);
  const nothing = isOurs
    ? 'wait for the partner: GET /api/onboardings/{partner} tells what is missing'
    : 'ask whoever invited you: nothing of it is yours to do as things stand';
  return refuse('conflict', `${what} does not fit a partnership that is at ${row.state}`, {
    rule: 'docs/partners-onboarding.md: the steps of an onboarding',
    remedy: fitting.length === 0 ? nothing : `what fits now: ${fitting.join(', ')}`,
  });
}

const callsOf = (row: Standing, calls: Calls): string[] => [
  ...new Set(
    onboardingActs.flatMap((act) =>
      moves[act][row.state] === undefined || tooEarly(row, act) !== undefined ? [] : (calls[act] ?? []),
    ),
  ),
];

/** Why an act does not fit, where the state alone does not say so: what is in force is suspended before it ends, and nothing else is suspended. */
export function tooEarly({ state, liveSince }: Pick<Standing, 'state' | 'liveSince'>, act: OnboardingAct) {
  const isInForce = liveSince !== undefined || state === 'live' || state === 'monitored';
  if (act === 'suspend' && !isInForce && state !== 'suspended' && state !== 'withdrawn')
    return refuse('conflict', 'nothing of the partnership is in force yet', {
      remedy: `POST ${one}/withdraw ends it, …/return sends it back to a step`,
    });
  if (act === 'withdraw' && liveSince !== undefined && state !== 'suspended')
    return refuse('conflict', 'a version of the partnership is in force', {
      remedy: `POST ${one}/suspend first; DELETE /api/partners/{partner} ends what is in force`,
    });
  return undefined;
}
