import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Act } from './take-act.ts';

/** Tests of an hour that reach out to the partner: enough for people who set something up, too few to bother anybody else's server with. */
const TRIES_AN_HOUR = 30;

/** Counts a test that reaches out before it does. It moves nothing. @param at now, ISO 8601 in UTC */
export function counted({ tries }: Pick<Onboarding, 'tries'>, at: string, test: string): Act | Refusal {
  const hour = at.slice(0, 13);
  const count = (tries?.hour === hour ? tries.count : 0) + 1;
  if (count > TRIES_AN_HOUR)
    return refuse('too-many-requests', `${TRIES_AN_HOUR} tests were made in this hour`, {
      remedy: 'try again in the next hour',
    });
  return { act: 'begin-test', more: { tries: { hour, count } }, detail: { test }, told: 'onboarding-test-begun' };
}
