import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { FollowUp } from '../follow-up.ts';
import { log } from '../log.ts';
import { resolveNeeds } from '../query/resolve-needs.ts';
import type { QueryNeeds } from '../query/run-query.ts';
import { Refused } from '../refused.ts';
import type { SendToQueue } from '../send/queue.ts';
import { inLanes } from '../store/batches.ts';
import type { Inbox } from '../store/inbox.ts';
import type { NamedQueries } from '../store/named-queries.ts';
import type { Subscription } from '../store/subscription-row.ts';
import type { SubscriptionRuns } from '../store/subscription-runs.ts';
import type { Subscriptions } from '../store/subscriptions.ts';
import { readNamed } from './read-named.ts';
import { readOnce } from './read-once.ts';

export interface OfferNeeds {
  readonly subscriptions: Pick<Subscriptions, 'all'>;
  readonly namedQueries: Pick<NamedQueries, 'get'>;
  readonly vocabulary: QueryNeeds['vocabulary'];
  readonly inbox: Pick<Inbox, 'add'>;
  readonly runs: Pick<SubscriptionRuns, 'ask' | 'lookBack'>;
  /** The subscription queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/**
 * Puts captured events into the inboxes of the subscriptions whose query they match, and has those looked into that tell events as they are
 * captured. To be called after the events are in the ledger: a subscription made before that moment is found here, one made after it finds
 * the events by its query. Repeating it changes nothing. A query whose master data takes too much, or too long, is answered later, by its
 * subscriptions looking back: who captured does not wait for it.
 */
export const offerEvents =
  (needs: OfferNeeds): FollowUp =>
  async (tenant, events) => {
    if (events.length === 0) return;
    const open = (await needs.subscriptions.all(tenant)).filter(({ stopped }) => !stopped);
    if (open.length === 0) return;
    const names = [...new Set(open.map(({ queryName }) => queryName))];
    const end = needs.now().getTime() + LONGEST_OF_ALL_MS;
    const asking = { ...needs, vocabulary: readOnce(needs.vocabulary) };
    const matched = await inLanes(names, (name) => matching(asking, tenant, name, { events, end }));
    const byQuery = new Map(names.map((name, i) => [name, matched[i] ?? []]));
    await inLanes(open, (one) => offer(needs, one, events, byQuery.get(one.queryName) ?? []));
  };

/** Milliseconds that master data may be looked through for one query, and for all: whoever waits for the capture to be planned waits for it. */
const LONGEST_MS = 5_000;
const LONGEST_OF_ALL_MS = 10_000;

/** What a query says of the events: those that match; or that it cannot be answered, for now or at all. */
type Matched = readonly StoredEvent[] | 'unanswered';

/** One query that cannot be read or answered must not keep the others, or what was captured, from going on. */
async function matching(
  needs: OfferNeeds,
  tenant: string,
  name: string,
  { events, end }: { readonly events: readonly StoredEvent[]; readonly end: number },
): Promise<Matched> {
  const query = await readNamed(needs.namedQueries, tenant, name);
  if (query === undefined) return []; // it is being deleted, and its subscriptions with it
  const answers = isRefusal(query) ? query : await answersTo(needs, tenant, query, end);
  if (!isRefusal(query) && !isRefusal(answers)) return events.filter(query.matcher(answers));
  log('subscription-unreadable', { tenant, refused: isRefusal(answers) ? answers.refused : undefined });
  return 'unanswered';
}

/** What master data says to the query; a refusal when that takes too much or too long. */
async function answersTo({ vocabulary, now }: OfferNeeds, tenant: string, query: EventQuery, end: number) {
  const last = Math.min(end, now().getTime() + LONGEST_MS);
  try {
    return await resolveNeeds(vocabulary, tenant, query, () => now().getTime() >= last);
  } catch (error) {
    if (error instanceof Refused && error.refusal.refused !== 'busy') return error.refusal;
    throw error;
  }
}

/** What one subscription is to be told of, or is to look for later. */
async function offer(
  needs: OfferNeeds,
  subscription: Subscription,
  events: readonly StoredEvent[],
  matched: Matched,
): Promise<void> {
  const { tenant, subscriptionId, initialRecordTime, schedule } = subscription;
  const recorded = matched === 'unanswered' ? events : matched;
  const due = recorded.filter(({ recordTime }) => recordTime >= initialRecordTime);
  const [first, ...others] = due.map(({ recordTime }) => recordTime);
  if (first === undefined) return;
  if (matched === 'unanswered') {
    const earliest = others.reduce((a, b) => (a < b ? a : b), first);
    await needs.runs.lookBack(tenant, subscriptionId, earliest);
  } else if ((await needs.inbox.add(subscription, due, needs.now())) === 'told') return;
  if (schedule !== undefined) return;
  if ((await needs.runs.ask(tenant, subscriptionId, needs.now())) !== 'woken') return;
  await needs.wake({ tenant, subscriptionId });
}
