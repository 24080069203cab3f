import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

/** Refuses more results than the caller takes (QueryTooLargeException). */
export function mustNotExceed(most: number | undefined, count: number): void {
  if (most === undefined || count <= most) return;
  throw new Refused(
    refuse('too-many-results', `the query has more than ${most} results`, {
      at: 'maxEventCount',
      rule: 'EPCIS 2.0 §8.2.7.1, maxEventCount',
      remedy: 'raise maxEventCount, leave it out and take the results page by page, or narrow the query',
    }),
  );
}
