import type { NmvsChange } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsClaim } from '#common/store/nmvs-transactions.ts';
import { askingPace, backoff, sendingPace } from '#shared/delivery/backoff.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import type { NmvsNeeds, Step } from './nmvs-needs.ts';

/** Seconds. `taken`: before it is looked whether a bulk was done whose answer was lost: it may still be worked off. */
export const waitAfter = { never: 0, taken: 60 };

/** The next try of what failed, later each time; after the last a person has to look. */
export function again(
  { random }: Pick<NmvsNeeds, 'random'>,
  { row }: NmvsClaim,
  change: NmvsChange & Required<Pick<NmvsChange, 'state'>>,
  heard: { readonly kind: string; readonly retryAfter?: number },
): Step {
  if (row.attempts >= PARK_AFTER) return { change: { ...change, state: givenUp(change) } };
  return { change, wait: heard.retryAfter ?? backoff(sendingPace, row.attempts, random()) };
}

/** What never arrived has failed; of anything else nobody knows. */
const givenUp = ({ state }: NmvsChange) => (state === 'due' ? 'failed' : 'unclear');

/** When to ask for a result again. @param polls how often that was done, from 1 */
export const askAgain = ({ random }: Pick<NmvsNeeds, 'random'>, polls: number): number =>
  backoff(askingPace, polls, random());
