import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { FollowUp } from '../follow-up.ts';
import { log } from '../log.ts';
import { resolveNeeds } from '../query/resolve-needs.ts';
import type { QueryNeeds } from '../query/run-query.ts';
import { Refused } from '../refused.ts';
import type { SendToQueue } from '../send/queue.ts';
import { inLanes } from '../store/batches.ts';
import type { Inbox } from '../store/inbox.ts';
import { type NamedQueries, UnreadableQuery } from '../store/named-queries.ts';
import type { Subscription } from '../store/subscription-row.ts';
import type { SubscriptionRuns } from '../store/subscription-runs.ts';
import type { Subscriptions } from '../store/subscriptions.ts';

export interface OfferNeeds {
  readonly subscriptions: Pick<Subscriptions, 'all'>;
  readonly namedQueries: Pick<NamedQueries, 'get'>;
  readonly vocabulary: QueryNeeds['vocabulary'];
  readonly inbox: Pick<Inbox, 'add'>;
  readonly runs: Pick<SubscriptionRuns, 'ask'>;
  /** The subscription queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/**
 * Puts captured events into the inboxes of the subscriptions whose query they match, and has those looked into that tell events as they are
 * captured. To be called after the events are in the ledger: a subscription made before that moment is found here, one made after it finds
 * the events by its query. Repeating it changes nothing.
 */
export const offerEvents =
  (needs: OfferNeeds): FollowUp =>
  async (tenant, events) => {
    if (events.length === 0) return;
    const open = (await needs.subscriptions.all(tenant)).filter(({ stopped }) => !stopped);
    if (open.length === 0) return;
    const names = [...new Set(open.map(({ queryName }) => queryName))];
    const end = needs.now().getTime() + LONGEST_OF_ALL_MS;
    const matched = await inLanes(names, (name) => matching(needs, tenant, name, { events, end }));
    const byQuery = new Map(names.map((name, i) => [name, matched[i] ?? []]));
    await inLanes(open, (one) => offer(needs, one, byQuery.get(one.queryName) ?? []));
  };

/** Milliseconds that master data may be looked through for one query, and for all: whoever waits for the capture to be planned waits for it. */
const LONGEST_MS = 2_000;
const LONGEST_OF_ALL_MS = 10_000;

/** One query that cannot be read or answered must not keep the others, or what was captured, from going on. */
async function matching(
  needs: OfferNeeds,
  tenant: string,
  name: string,
  { events, end }: { readonly events: readonly StoredEvent[]; readonly end: number },
): Promise<readonly StoredEvent[]> {
  const query = await readNamed(needs, tenant, name);
  if (query === undefined) return []; // it is being deleted, and its subscriptions with it
  const answers = isRefusal(query) ? query : await answersTo(needs, tenant, query, end);
  if (!isRefusal(query) && !isRefusal(answers)) return events.filter(query.matcher(answers));
  log('subscription-unreadable', { tenant, refused: isRefusal(answers) ? answers.refused : undefined });
  return [];
}

async function readNamed(
  { namedQueries }: OfferNeeds,
  tenant: string,
  name: string,
): Promise<EventQuery | Refusal | undefined> {
  try {
    const named = await namedQueries.get(tenant, name);
    return named && readEventQuery(named.message);
  } catch (error) {
    if (error instanceof UnreadableQuery) return refuse('bad-query', error.message);
    throw error;
  }
}

/** What master data says to the query; a refusal when that takes too much, or too long. */
async function answersTo({ vocabulary, now }: OfferNeeds, tenant: string, query: EventQuery, end: number) {
  const last = Math.min(end, now().getTime() + LONGEST_MS);
  try {
    return await resolveNeeds(vocabulary, tenant, query, () => now().getTime() >= last);
  } catch (error) {
    if (error instanceof Refused && error.refusal.refused !== 'busy') return error.refusal;
    throw error;
  }
}

async function offer(needs: OfferNeeds, subscription: Subscription, matched: readonly StoredEvent[]): Promise<void> {
  const { tenant, subscriptionId, initialRecordTime, schedule } = subscription;
  const due = matched.filter(({ recordTime }) => recordTime >= initialRecordTime);
  if (due.length === 0) return;
  const state = await needs.inbox.add(tenant, subscriptionId, due, needs.now());
  if (schedule !== undefined || state === 'told') return;
  if ((await needs.runs.ask(tenant, subscriptionId, needs.now())) !== 'woken') return;
  await needs.wake({ tenant, subscriptionId });
}
