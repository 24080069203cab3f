import type { Positioned } from '#common/store/declared-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { tooComplex } from './budget.ts';
import type { Judged, Reached, Search } from './find-matches.ts';
import { pageOfSize } from './page-size.ts';
import { mustNotExceed } from './too-many.ts';

/** Where a page begins and what it may hold. */
export interface Asked {
  readonly limit: number;
  /** The page is the first: results are to be counted where the query bounds them. */
  readonly isFirst: boolean;
}

/** A page of a search in time. */
export interface AskedInTime extends Asked {
  /** Whoever asks goes on from an empty page, too. */
  readonly mayBeEmpty: boolean;
}

export interface Ended {
  readonly events: StoredEvent[];
  /** Where the next page begins; absent on the last page. */
  readonly reached?: Reached;
}

/**
 * A page of what is found in the query's order. One match more than fits shows that there is a next page. When the budget ends first, what was
 * found is a short page and the next one begins where this search ended; when it was nothing, that is an empty page where it may be one, and else
 * the query is refused, as is one that came no further than the page before.
 */
export async function pageInTime(
  judged: AsyncGenerator<Judged>,
  { query, after }: Pick<Search, 'query' | 'after'>,
  { limit, isFirst, mayBeEmpty }: AskedInTime,
): Promise<Ended> {
  const page = pageOfSize(limit);
  const most = isFirst ? query.maxEventCount : undefined;
  let count = 0;
  let isOver = false;
  for await (const { match, reached, isCut } of judged) {
    if (match !== undefined) isOver = !page.add(match) || isOver;
    if (match !== undefined) count++;
    mustNotExceed(most, Math.min(count, query.eventCountLimit ?? count));
    if (isCut && most !== undefined) throw tooComplex(query, 'counting the results looks at too many events');
    const goesOn = reached !== undefined && reached.at !== after?.at && mayBeEmpty;
    if (isCut && page.kept.length === 0 && !goesOn) throw tooComplex(query);
    if (isOver && most === undefined) break;
    if (isCut) return { events: eventsOf(page.kept), ...(reached && { reached }) };
  }
  const last = isOver ? page.kept.at(-1) : undefined;
  return { events: eventsOf(page.kept), ...(last && { reached: placeOf(last) }) };
}

const eventsOf = (kept: readonly Positioned[]) => kept.map(({ stored }) => stored);
const placeOf = ({ at, stored }: Positioned): Reached => ({ at, recordTime: stored.recordTime });
