import type { Onboarding } from './onboarding.ts';

/** Without a fault for so long, or with so many documents, a partnership has settled. */
export const WATCHED_DAYS = 30;
export const WATCHED_DOCUMENTS = 20;

/** What went to the partner or came from it since it is in force. */
export interface Watched {
  readonly good: number;
  /** Parked, rejected or refused. */
  readonly faults: number;
}

/** True when a live partnership has shown that it works. @param at ISO 8601, UTC */
export function hasSettled(
  { state, ...row }: Pick<Onboarding, 'state' | 'liveSince' | 'watchedSince'>,
  seen: Watched,
  at: string,
) {
  const since = watchedFrom(row);
  if (state !== 'live' || since === undefined || seen.faults > 0) return false;
  const days = (Date.parse(at) - Date.parse(since)) / 86_400_000;
  return seen.good >= WATCHED_DOCUMENTS || days >= WATCHED_DAYS;
}

/** Since when it is watched: what was approved anew, or resumed, has still to show that it works. */
export const watchedFrom = ({ liveSince, watchedSince }: Pick<Onboarding, 'liveSince' | 'watchedSince'>) =>
  liveSince && (watchedSince ?? liveSince);

/** The state as it stands at a time: an invitation that nobody took up has expired. */
export function standingAt({ state, invitation }: Pick<Onboarding, 'state' | 'invitation'>, at: string) {
  return state === 'invited' && invitation !== undefined && invitation.expiresAt <= at ? 'expired' : state;
}
