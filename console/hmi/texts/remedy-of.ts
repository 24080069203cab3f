import type { WordTable } from './word-table.ts';

/** Such as `POST /api/session`. */
const ROUTE = /\b(GET|POST|PUT|PATCH|DELETE) \//;

/**
 * What is said to do about a refusal: what the agent says, but for what it says to programs. Whoever stands at a screen calls no route.
 *
 * @param remedies the page's own, by the code of the refusal
 */
export function remedyOf(remedies: WordTable, code: string, said: string | undefined): string | undefined {
  if (said === undefined || !ROUTE.test(said)) return said;
  return remedies[code];
}
