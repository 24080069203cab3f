import type { EventRef } from '#common/store/ref-rows.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { tooComplex } from './budget.ts';
import type { FoundRefs } from './find-candidates.ts';

/** What orders refs by record time. */
export interface Recorded {
  readonly at: string;
  readonly recordTime: string;
}

/**
 * Candidates in the order in which they were recorded, as the query wants it. Rows of an index tell record times, so events are fetched only once
 * it is known that they come next; what is held of each is its place.
 *
 * @throws Refused `too-complex` when the budget does not last for all candidates
 */
export async function* inRecordOrder(
  { refs, progress }: FoundRefs,
  { query, after }: { readonly query: EventQuery; readonly after?: Recorded },
): AsyncGenerator<EventRef> {
  const compare = byRecord(query.order.descending);
  const held: EventRef[] = [];
  for await (const ref of refs) if (after === undefined || compare(ref, after) > 0) held.push(placeOf(ref));
  if (progress.isCut) throw tooComplex(query, 'sorting the results looks at too many events');
  yield* held.sort(compare);
}

/** Times of equal form, which sort as text. */
function byRecord(descending: boolean): (a: Recorded, b: Recorded) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => sign * (compareCodes(a.recordTime, b.recordTime) || compareCodes(a.at, b.at));
}

const compareCodes = (a: string, b: string) => Number(a > b) - Number(a < b);

const roles: EventRef['roles'] = [];
const bits: EventRef['bits'] = {};
/** Bitmaps of many thousand rows would fill the memory. */
const placeOf = ({ at, eventId, item, recordTime }: EventRef): EventRef => ({
  at,
  eventId,
  item,
  recordTime,
  roles,
  bits,
});
