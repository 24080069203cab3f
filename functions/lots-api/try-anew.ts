import { Refused } from '#common/refused.ts';
import { pause } from '#common/store/backoff.ts';
import { refuse } from '#shared/refusal.ts';

const TRIES = 5;

/**
 * Does again what is judged by a row and was written by somebody else meanwhile, until it is decided. That is safe: what was lost has written
 * nothing, and the next try judges the row as it is then.
 *
 * @throws Refused `busy` when every try was lost
 */
export async function tryAnew<Answer>(what: string, once: () => Promise<Answer | 'lost'>): Promise<Answer> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await pause(attempt);
    const answer = await once();
    if (answer !== 'lost') return answer;
  }
  throw new Refused(
    refuse('busy', `${what} was written by others ${TRIES} times`, {
      remedy: 'send the same request again: nothing of it was stored',
    }),
  );
}
