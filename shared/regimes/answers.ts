import type { Verdict } from '../delivery/verdict.ts';
import type { Answer } from './regime.ts';

const retryAfterOf = ({ retryAfter }: Pick<Answer, 'retryAfter'>) => (retryAfter === undefined ? {} : { retryAfter });

/** To be asked, or sent, again. */
export const again = (failure: 'transient' | 'ambiguous', answer: Answer, why?: string): Verdict => ({
  verdict: 'retry',
  failure,
  reason: `status ${answer.status}${why === undefined ? '' : `: ${why}`}`,
  ...retryAfterOf(answer),
});

/** An answer that does not say what it has to. */
export const unclear = ({ status }: Answer, why: string): Verdict => ({
  verdict: 'retry',
  failure: 'ambiguous',
  reason: `status ${status} with an answer that ${why}`,
});

export const unreadable = (answer: Answer): Verdict => unclear(answer, 'cannot be read');

export const pending = (answer: Answer): Verdict => ({ verdict: 'pending', ...retryAfterOf(answer) });

/** A body as JSON; `undefined` for all else, such as a proxy's page. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NAMED = 10;

/** The first ten of what was found, and how many more there are. */
export function firstOf(found: readonly string[], between = '; '): string {
  const more = found.length - NAMED;
  return [...found.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(between);
}
