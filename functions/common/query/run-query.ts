import { badParameter } from '#common/query-string.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Cost, openBudget } from './budget.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import type { Planned } from './explain-plan.ts';
import { findMatches, type QueriedLedger, type Search } from './find-matches.ts';
import { pageInOrder, placeOf } from './page-in-order.ts';
import { type AskedInTime, pageInTime } from './page-in-time.ts';
import { planQuery, type QueryPlan } from './plan-query.ts';
import { resolveNeeds } from './resolve-needs.ts';

export interface QueryNeeds {
  readonly ledger: QueriedLedger;
  readonly vocabulary: Pick<Vocabulary, 'get' | 'elements'>;
}

export interface PageAsked {
  /** `next` of the page before. */
  readonly after?: string;
  /** Events at most; a page may hold fewer though another follows. */
  readonly perPage: number;
  /** The first page may be empty too, though another follows: whoever asks goes on as long as it takes. */
  readonly isPatient?: boolean;
  /** Names of the parameters the query was read from, for the plan. */
  readonly asked?: readonly string[];
  readonly clock?: () => number;
  /** Time on the clock when no more is looked for: of several pages for one answer, the end of them all. */
  readonly until?: number;
  /** Told once the page is found or, when the plan is known, refused. */
  readonly planned?: Planned;
}

export interface QueryPage {
  readonly events: StoredEvent[];
  /** Given as `after` for the next page; absent on the last one. */
  readonly next?: string;
  readonly plan: QueryPlan;
  readonly cost: Cost;
}

/**
 * One page of a tenant's events (EPCIS 2.0 §8.2.7.1). By event time a page is read from where the last one ended, by record time from a list of
 * all candidates; the order of another field, and ids, take all matches for every page. Events captured between two pages neither repeat nor hide others.
 * A page after the first may be empty though another follows: it ends where the search did.
 *
 * @throws Refused `too-complex` when it looks at too much and finds nothing on the first page, or cannot count or sort it; `too-many-results` beyond
 * `maxEventCount`; `bad-parameter` when `after` was not given by this query
 */
export async function runQuery(
  needs: QueryNeeds,
  tenant: string,
  query: EventQuery,
  { after, perPage, isPatient = false, asked = [], clock = Date.now, until, planned }: PageAsked,
): Promise<QueryPage> {
  const cursor = readCursor(after);
  const budget = openBudget(clock, until);
  const answers = await resolveNeeds(needs.vocabulary, tenant, query, budget.isSpent);
  const plan = planQuery(query, answers, asked);
  try {
    const search = { query, plan, keep: query.matcher(answers), budget };
    const page = await pageOf(needs.ledger, tenant, search, { cursor, perPage, isPatient });
    return { ...page, plan, cost: budget.cost() };
  } finally {
    planned?.(plan, budget.cost());
  }
}

interface Wanted {
  readonly cursor: Cursor | undefined;
  readonly perPage: number;
  readonly isPatient: boolean;
}

async function pageOf(
  ledger: QueriedLedger,
  tenant: string,
  asked: Omit<Search, 'wanted'>,
  { cursor, perPage, isPatient }: Wanted,
): Promise<Pick<QueryPage, 'events' | 'next'>> {
  const { query, plan } = asked;
  const given = cursor?.given ?? 0;
  const left = (query.eventCountLimit ?? Number.POSITIVE_INFINITY) - given;
  if (left < 1) throw badParameter('nextPageToken', 'was not made by this query');
  const limit = Math.min(perPage, left);
  const search: Search = { ...asked, wanted: limit + 1 };
  const isInTime = typeof query.order.by === 'string' && plan.index !== 'eventID';
  const isFirst = cursor === undefined;
  const page = { limit, isFirst, cursor, mayBeEmpty: isPatient || !isFirst };
  const found = await (isInTime ? timely : sorted)(ledger, tenant, search, page);
  const reached = given + found.events.length;
  const next = found.next && (reached < (query.eventCountLimit ?? reached + 1) ? found.next : undefined);
  return {
    events: found.events,
    ...(next && { next: writeCursor(query.eventCountLimit === undefined ? next : { ...next, given: reached }) }),
  };
}

interface Page extends AskedInTime {
  readonly cursor: Cursor | undefined;
}

interface Found {
  readonly events: StoredEvent[];
  readonly next?: Cursor;
}

async function timely(ledger: QueriedLedger, tenant: string, search: Search, page: Page): Promise<Found> {
  const { cursor } = page;
  const after = cursor && { at: cursor.at, recordTime: cursor.recorded ?? '' };
  const from = { ...search, ...(after && { after }) };
  const { events, reached } = await pageInTime(findMatches(ledger, tenant, from), from, page);
  if (reached === undefined) return { events };
  const { at, recordTime } = reached;
  return { events, next: search.query.order.by === 'recordTime' ? { at, recorded: recordTime } : { at } };
}

async function sorted(ledger: QueriedLedger, tenant: string, search: Search, page: Page): Promise<Found> {
  const { query } = search;
  const findById = (ids: readonly string[]) => ledger.findById(tenant, ids);
  const after = page.cursor && (await placeOfCursor(query, page.cursor, findById));
  const { events, last } = await pageInOrder(findMatches(ledger, tenant, search), query, { ...page, after, findById });
  return { events, ...(last && { next: { at: last.at, of: last.eventId } }) };
}

/** Events never change, so the value the last page ended with is read from its last event. */
async function placeOfCursor(
  query: EventQuery,
  { at, of = '' }: Cursor,
  findById: (ids: readonly string[]) => ReturnType<QueriedLedger['findById']>,
) {
  const last = of === '' ? undefined : (await findById([of])).find((one) => one.at === at);
  if (last === undefined) throw badParameter('nextPageToken', 'was not made by this query');
  return placeOf(query, last);
}
