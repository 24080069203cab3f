import { chunksOf } from '#common/store/batches.ts';
import type { Positioned } from '#common/store/declared-events.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { tooComplex } from './budget.ts';
import type { Judged } from './find-matches.ts';
import { orderOf, type Placed } from './order.ts';
import type { Asked } from './page-in-time.ts';
import { pageOfSize } from './page-size.ts';
import { mustNotExceed } from './too-many.ts';

export interface Sorted {
  readonly events: StoredEvent[];
  /** The last event of the page; absent on the last page. */
  readonly last?: Placed;
}

/** Fetched at a time: each may have megabytes of JSON, and all are decoded at once. */
const FETCH = 8;

/**
 * A page of what is found in no order, or another than the query's. All matches are looked at for each page; only the places of those that come
 * first are held, and the events of the page are fetched again by id.
 */
export async function pageInOrder(
  judged: AsyncGenerator<Judged>,
  query: EventQuery,
  {
    limit,
    isFirst,
    after,
    findById,
  }: Asked & {
    readonly after: Placed | undefined;
    readonly findById: (ids: readonly string[]) => Promise<Positioned[]>;
  },
): Promise<Sorted> {
  const compare = orderOf(query.order.descending);
  const first = firstOf(limit + 1, compare);
  const most = isFirst ? query.maxEventCount : undefined;
  let count = 0;
  for await (const { match, isCut } of judged) {
    if (match !== undefined) count++;
    mustNotExceed(most, Math.min(count, query.eventCountLimit ?? count));
    if (isCut) throw tooComplex(query, 'sorting the results looks at too many events');
    if (match === undefined) continue;
    const placed = placeOf(query, match);
    if (after === undefined || compare(placed, after) > 0) first.add(placed);
  }
  return fetchPage(first.places, limit, findById);
}

/** Where an event stands in the order of a query. By time its position says all. */
export function placeOf(query: EventQuery, { at, stored }: Positioned): Placed {
  const value = query.order.by === 'eventTime' ? undefined : query.orderValue(stored);
  return { value, at, eventId: stored.eventId };
}

/** Holds the first so many places of all that are added, in order. */
function firstOf(most: number, compare: (a: Placed, b: Placed) => number) {
  const places: Placed[] = [];
  return {
    places,
    add: (one: Placed): void => {
      let [low, high] = [0, places.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const at = places[middle];
        if (at !== undefined && compare(at, one) <= 0) low = middle + 1;
        else high = middle;
      }
      if (low >= most) return;
      places.splice(low, 0, one);
      if (places.length > most) places.pop();
    },
  };
}

async function fetchPage(
  places: readonly Placed[],
  limit: number,
  findById: (ids: readonly string[]) => Promise<Positioned[]>,
): Promise<Sorted> {
  const page = pageOfSize(limit);
  const byAt = new Map(places.map((place) => [place.at, place]));
  for (const some of chunksOf(places, FETCH)) {
    const found = await findById([...new Set(some.map(({ eventId }) => eventId))]);
    const stored = new Map(found.map((one) => [one.at, one]));
    for (const { at } of some) {
      const one = stored.get(at);
      if (one === undefined || page.add(one)) continue;
      const last = byAt.get(page.kept.at(-1)?.at ?? '');
      return { events: page.kept.map((kept) => kept.stored), ...(last !== undefined && { last }) };
    }
  }
  return { events: page.kept.map((kept) => kept.stored) };
}
