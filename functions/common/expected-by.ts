import type { Expected } from '#shared/expected.ts';
import { refuse } from '#shared/refusal.ts';
import type { Request } from './http.ts';
import { Refused } from './refused.ts';

/**
 * What the headers of a write take to be there; undefined where they say nothing of it.
 *
 * @throws Refused `malformed` for a condition that names nothing that is told: a condition passed over would let the write through
 */
export function expectedBy({ headers }: Pick<Request, 'headers'>): Expected | undefined {
  const [match, none] = [headers['if-match'], headers['if-none-match']];
  if (none !== undefined) {
    if (none.trim() !== '*' || match !== undefined) throw strange('If-None-Match', 'is * here, and stands alone');
    return { tag: undefined };
  }
  if (match === undefined) return undefined;
  const [, tag] = /^"([\x21\x23-\x7e]{1,100})"$/.exec(match.trim()) ?? [];
  if (tag === undefined) throw strange('If-Match', 'names one thing that was seen, in quotes');
  return { tag };
}

const strange = (at: string, must: string) =>
  new Refused(
    refuse('malformed', `${at} ${must}`, {
      at,
      rule: 'RFC 9110 §13.1',
      remedy: 'GET /api/openapi.json says what each route takes',
    }),
  );
