import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Result, Results } from '../foreign-line.ts';
import type { ReturnCode } from './return-codes.ts';

/** What a method answers, and why in words: OPEN-SCS has but a number. */
export interface Answer {
  readonly code: ReturnCode;
  /** Each with place, rule, remedy and exception; none where all was taken. */
  readonly problems: readonly string[];
}

export const done: Answer = { code: 'NoError', problems: [] };

/** A refusal in one line of text. */
export function asText({ detail, at, rule, remedy }: Refusal, exception?: number): string {
  const where = at === undefined ? '' : `${at}: `;
  const why = rule === undefined ? '' : ` (${rule})`;
  const held = exception === undefined ? '' : ` Held as exception ${exception}.`;
  return `${where}${detail}${why}${remedy === undefined ? '' : `. ${remedy}`}${held}`;
}

export const no = (code: ReturnCode, why: string | Refusal): Answer => ({
  code,
  problems: [typeof why === 'string' ? why : asText(why)],
});

/** Where something stands that was not simply taken. */
const placeOf = (result: Result): string | undefined => {
  if (typeof result === 'string') return undefined;
  return isRefusal(result) ? (result.at ?? '') : (result.refusal.at ?? '');
};

/**
 * The answer to facts. What is held is in the site's hands and needs not be said again, but it is not accepted: the line is told so by the code
 * that is for such events, or UnknownAggregationSID where the container is what nobody knows.
 */
export function answerTo(said: Results | Refusal, unable: ReturnCode): Answer {
  if (isRefusal(said)) return no(unable, said);
  const problems = said.results.flatMap(problemIn);
  if (problems.length === 0) return done;
  const parent = said.results.some((result) => /\/parent$/.test(placeOf(result) ?? ''));
  return { code: parent ? 'UnknownAggregationSID' : unable, problems };
}

/** Why a fact was not simply taken. */
export function problemIn(result: Result): string[] {
  if (typeof result === 'string') return [];
  return [isRefusal(result) ? asText(result) : asText(result.refusal, result.held)];
}
