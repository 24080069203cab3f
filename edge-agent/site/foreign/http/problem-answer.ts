import type { Refusal } from '#shared/refusal.ts';
import { problemOf } from '../../../hmi/api/problem.ts';
import type { Answer } from '../../../hmi/api/route.ts';

export const problemType = { 'content-type': 'application/problem+json' };

/** A refusal as a line is answered it. */
export function problemAnswer(refusal: Refusal, url: URL): Answer {
  const body = problemOf(refusal, url.pathname);
  const more = {
    ...(body.status === 401 && { 'www-authenticate': 'Bearer' }),
    ...((body.status === 503 || refusal.refused === 'pool-exhausted') && { 'retry-after': '1' }),
  };
  return { status: body.status, body, headers: { ...problemType, ...more } };
}
