import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Subscription } from '#common/store/subscription-row.ts';
import { MOST_DELAY_MS } from '#common/store/subscription-run-row.ts';
import type { Claim, SubscriptionRuns } from '#common/store/subscription-runs.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import type { SubscriptionQueueMessage } from '#shared/messages/queue-messages.ts';
import { type Ending, notTaken } from './next-turn.ts';
import { type RightEnded, type RightNeeds, rightEnded, untilPassEnds } from './right-ended.ts';
import { type TurnNeeds, takeTurn } from './take-turn.ts';

export interface RunNeeds extends TurnNeeds, RightNeeds {
  readonly runs: SubscriptionRuns;
  readonly subscriptions: Pick<Subscriptions, 'get' | 'stop' | 'endConnection'>;
  /** Closes a connection that is told nothing more. */
  readonly close: (connectionId: string) => Promise<void>;
  /** The subscription queue. */
  readonly wake: SendToQueue;
}

/**
 * One turn of a subscription: take it up, tell a message or look for one, record how it stands, and come back when there is more to do.
 * Repeating a message is harmless: who finds the run in hand, at rest or not yet due leaves it alone. A fault gives the message back to
 * the queue; a run whose turns never come to an end is parked.
 */
export const runSubscription =
  (needs: RunNeeds) =>
  async ({ tenant, subscriptionId }: SubscriptionQueueMessage): Promise<void> => {
    const claim = await needs.runs.claim(tenant, subscriptionId, needs.now());
    if (claim === undefined) return;
    if ('early' in claim) return needs.wake({ tenant, subscriptionId }, Math.ceil(claim.early / 1000));
    const subscription = await needs.subscriptions.get(tenant, claim.run.queryName, subscriptionId);
    if (subscription === undefined) return; // it ended this moment, and its run with it
    const ended = await rightEnded(needs, subscription);
    if (ended !== undefined) return endRightless(needs, claim, subscription, ended);
    const turn =
      claim.run.attempts > PARK_AFTER ? stuck(needs, claim, subscription) : await takeTurn(needs, claim, subscription);
    if (turn === 'stopped') return stop(needs, claim, subscription);
    const ending = untilPassEnds(subscription, turn);
    const settled = await needs.runs.settle(claim, ending.changes, ending.next, needs.now());
    tell(claim, ending);
    await wakeAgain(needs, claim, settled === 'asked' ? needs.now() : ending.next);
  };

/** Every answer is recorded, so only turns that died or threw get here. */
const stuck = (needs: RunNeeds, { run }: Claim, subscription: Subscription): Ending =>
  notTaken(run, subscription, { reason: 'its turns never came to an end' }, needs.now(), needs.random());

/** What would queue more events ends first: then a turn that died in between is only taken again. */
async function stop(needs: RunNeeds, claim: Claim, subscription: Subscription): Promise<void> {
  const { tenant, subscriptionId } = subscription;
  log('subscription-stopped', { tenant, subscriptionId, channel: subscription.channel });
  if (subscription.channel === 'stream') return needs.subscriptions.endConnection(subscription.connectionId);
  await rest(needs, claim, subscription, 'status 410: the receiver wants nothing more here');
}

/** It is kept for people to see why it is told nothing more. */
async function rest(needs: RunNeeds, claim: Claim, subscription: Subscription, failure: string): Promise<void> {
  await needs.subscriptions.stop(subscription);
  await needs.runs.settle(claim, { state: 'stopped', failure }, 'ended', needs.now());
}

const rightLogs = { grant: 'subscription-grant-ended', access: 'subscription-access-ended' } as const;

/** A grant that comes back does not bring back what was made under the one before; a connection is opened again with a token that is good. */
async function endRightless(
  needs: RunNeeds,
  claim: Claim,
  subscription: Subscription,
  ended: RightEnded,
): Promise<void> {
  const { tenant, subscriptionId, channel, home } = subscription;
  log(rightLogs[ended], { tenant, subscriptionId, channel, home });
  if (subscription.channel === 'webhook')
    return rest(needs, claim, subscription, `the grant of ${tenant} to ${home} that it was made under has ended`);
  await needs.close(subscription.connectionId);
  return needs.subscriptions.endConnection(subscription.connectionId);
}

async function wakeAgain({ wake, now }: RunNeeds, { run }: Claim, next: Ending['next']): Promise<void> {
  if (!(next instanceof Date)) return;
  const { tenant, subscriptionId } = run;
  const delay = Math.max(0, next.getTime() - now().getTime());
  if (delay <= MOST_DELAY_MS) await wake({ tenant, subscriptionId }, Math.ceil(delay / 1000));
}

function tell({ run }: Claim, { changes: { state, failure } }: Ending): void {
  const { tenant, subscriptionId, attempts } = run;
  if (failure === undefined) return;
  const code = state === 'parked' && run.state !== 'parked' ? 'subscription-parked' : 'subscription-attempted';
  log(code, { tenant, subscriptionId, attempts, failure });
}
