import { type QueryNeeds, runQuery } from '#common/query/run-query.ts';
import { orRefuse } from '#common/refused.ts';
import type { Inbox } from '#common/store/inbox.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import type { Run } from '#common/store/subscription-run-row.ts';
import { readNamed } from '#common/subscriptions/read-named.ts';
import type { EventQuery, Queried } from '#shared/epcis/query/event-query.ts';
import { instantOf } from '#shared/epcis/time.ts';

export interface PastNeeds extends QueryNeeds {
  readonly namedQueries: Pick<NamedQueries, 'get'>;
  readonly inbox: Pick<Inbox, 'add'>;
  readonly now: () => Date;
}

/** Events of one page of the query, of which each takes two rows. */
const PER_PAGE = 250;

/**
 * Puts a page of what was captured before a subscription existed, or when its query could not be answered, into its inbox: everything recorded
 * between `from`, or its initialRecordTime, and `until`. What it and the capture both put there is there once, so overlapping is harmless. However
 * much there is between two events that match, a page ends where its time did.
 *
 * @returns where the next page begins; `undefined` after the last
 * @throws Refused when the query cannot be answered wherever a page begins
 */
export async function bringInPast(
  needs: PastNeeds,
  subscription: Subscription,
  { from = subscription.initialRecordTime, until, after }: NonNullable<Run['backfill']>,
): Promise<string | undefined> {
  const { tenant, queryName } = subscription;
  const named = await readNamed(needs.namedQueries, tenant, queryName);
  if (named === undefined) return undefined; // it is being deleted, and its subscriptions with it
  const query = recordedWithin(orRefuse(named), from, until);
  const clock = () => needs.now().getTime();
  const asked = { perPage: PER_PAGE, isPatient: true, clock, ...(after !== undefined && { after }) };
  const { events, next } = await runQuery(needs, tenant, query, asked);
  await needs.inbox.add(subscription, events, needs.now());
  return next;
}

/**
 * The query for all that was recorded from `from` on and before `until`. By event time, which pages without sorting: the inbox puts what it
 * is given in the order of recording. What bounds the number of results has no meaning for a subscription.
 */
function recordedWithin(query: EventQuery, from: string, until: string): EventQuery {
  const within = { from: instantOf(from), to: instantOf(until) };
  const recordTime = {
    from: Math.max(query.hints.recordTime.from ?? within.from, within.from),
    to: Math.min(query.hints.recordTime.to ?? within.to, within.to),
  };
  return {
    hints: { ...query.hints, recordTime },
    order: { by: 'eventTime', descending: false },
    needs: query.needs,
    matcher: (answers) => {
      const matches = query.matcher(answers);
      return (queried) => isWithin(queried, within) && matches(queried);
    },
    orderValue: ({ event }) => instantOf(event.eventTime),
  };
}

function isWithin({ recordTime }: Queried, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const at = instantOf(recordTime);
  return at >= from && at < to;
}
