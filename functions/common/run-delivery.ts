import {
  advance,
  isOpen,
  mostTries,
  type Patience,
  type Standing,
  type Step,
  triesLeft,
} from '#shared/delivery/standing.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { DeliveryQueueMessage } from '#shared/messages/queue-messages.ts';
import type { Refusal } from '#shared/refusal.ts';
import { log } from './log.ts';
import { Refused } from './refused.ts';
import type { SendToQueue } from './send/queue.ts';
import type { Claim, Deliveries } from './store/deliveries.ts';
import type { Delivery, Evidence } from './store/delivery-row.ts';
import { type Turn, Waits } from './waits.ts';
import { woken } from './woken.ts';

/** What one try came to. */
export interface Tried {
  readonly verdict: Verdict;
  readonly answered?: Evidence;
  /** What was sent for that answer, where it is not the message itself. */
  readonly asked?: Evidence;
  /** The other side was not called: whether it answers is not known. */
  readonly askedNobody?: true;
}

/** Nothing was tried, because something else must happen first; look again after so many seconds. */
export interface Postponed {
  readonly postponed: string;
  readonly wait: number;
  /** Of one that goes in order: those behind it need not wait for it. */
  readonly aside?: true;
  /** Its place among those that wait to make a call. */
  readonly turn?: Turn;
  /** The queue of who goes on with it, where that is another sender. */
  readonly next?: SendToQueue;
}

export interface RunNeeds {
  readonly deliveries: Deliveries;
  /** The sender's own queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
  /** It is tried for a day rather than so often. */
  readonly isPatient?: boolean;
  /** Ids of those that wait for a delivery which does not name them itself (`before`). */
  readonly behind?: (delivery: Delivery) => Promise<readonly string[]>;
}

type Attempt = (claim: Claim) => Promise<Tried | Postponed>;

/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/**
 * One turn of a delivery: take it up, try, record how it stands, and come back later if it is not settled. Repeating a message is
 * harmless: who finds the delivery in hand, settled or not yet due leaves it alone. A refusal while trying is a rejection of our own; a
 * fault gives the message back to the queue until the last try, which counts as an answer that never came. Who has just read the delivery gives it as `seen`.
 */
export const runDelivery =
  (needs: RunNeeds, done: 'acknowledged' | 'delivered', attempt: Attempt) =>
  async ({ tenant, deliveryId }: DeliveryQueueMessage, seen?: { readonly row: Delivery }): Promise<void> => {
    if (seen === undefined || seen.row.deadline !== undefined) await callPeople(needs, tenant, deliveryId);
    const claim = await needs.deliveries.claim(tenant, deliveryId, needs.now(), seen?.row);
    if (claim === undefined) return;
    const tryingSince = needs.isPatient ? (claim.delivery.tryingSince ?? needs.now().toISOString()) : undefined;
    const tried = await tryOnce(needs, attempt, claim);
    const { delivery } = claim;
    const step =
      'postponed' in tried
        ? postponed(delivery, tried)
        : advance({ ...delivery, tryingSince }, tried.verdict, done, needs.random(), patienceOf(needs, tryingSince));
    const settled = await needs.deliveries.settle(claim, step, needs.now(), ...learnt(tried));
    tell(delivery, step, settled);
    const wake = ('postponed' in tried ? tried.next : undefined) ?? needs.wake;
    if (settled === 'done') await goOn({ ...needs, wake }, delivery, step);
  };

/** Says once that a delivery comes near its deadline: in the log, where an alarm listens. It is asked whenever the delivery is woken. */
async function callPeople({ deliveries, now }: RunNeeds, tenant: string, deliveryId: string): Promise<void> {
  const late = await deliveries.warnLate(tenant, deliveryId, now());
  if (late === undefined) return;
  const { market, partner, state, deadline } = late;
  log('delivery-late', { tenant, deliveryId, market, partner, state, deadline });
}

/** The evidence of a try, in the order in which it came about. */
const learnt = (tried: Tried | Postponed): Evidence[] =>
  'postponed' in tried ? [] : [tried.asked, tried.answered].filter((one) => one !== undefined);

const patienceOf = ({ now }: RunNeeds, since: string | undefined): Patience | undefined =>
  since === undefined ? undefined : { spent: (now().getTime() - Date.parse(since)) / 1000 };

async function tryOnce({ now, isPatient }: RunNeeds, attempt: Attempt, claim: Claim): Promise<Tried | Postponed> {
  const { delivery } = claim;
  const left = triesLeft(delivery, mostTries(isPatient ? { spent: 0 } : undefined));
  // Every answer is recorded, so only senders that died or threw get here.
  if (left < 0) return faulty('its sender never came to an end');
  try {
    return await attempt(claim);
  } catch (error) {
    if (error instanceof Waits) return untilItsTurn(error, now());
    if (error instanceof Refused && error.refusal.refused !== 'busy') return refusedByUs(error.refusal);
    if (left > 0) throw error;
    const { tenant, deliveryId } = delivery;
    log('message-failed', { tenant, deliveryId, error: String(error instanceof Error ? error.stack : error) });
    return faulty(String(error));
  }
}

function refusedByUs({ detail, at }: Refusal): Tried {
  return { verdict: { verdict: 'rejected', reason: at === undefined ? detail : `${at}: ${detail}` } };
}

/** It may have been sent before the fault. */
const faulty = (reason: string): Tried => ({ verdict: { verdict: 'retry', failure: 'ambiguous', reason } });

const untilItsTurn = ({ message, turn }: Waits, now: Date): Postponed => ({
  postponed: message,
  wait: Math.max(0, (Date.parse(turn.at) - now.getTime()) / 1000),
  turn,
});

/** As it was before it was taken up, but for the reason. */
function postponed(delivery: Delivery, { postponed: failure, wait, turn }: Postponed): Step {
  const { state, attempts, polls, uncertain, receipt, tryingSince } = delivery;
  const counted = state === 'due' ? { attempts: attempts - 1, polls } : { attempts, polls: polls - 1 };
  const standing: Standing = { state, ...counted, uncertain, receipt, failure, turn, tryingSince };
  return { standing, wait };
}

async function goOn(needs: RunNeeds, delivery: Delivery, { standing, wait }: Step): Promise<void> {
  const { deliveries, wake, now, behind } = needs;
  const { tenant, deliveryId } = delivery;
  if (wait !== undefined && wait <= MOST_DELAY) await wake({ tenant, deliveryId }, Math.ceil(wait));
  if (standing.state !== 'acknowledged') return;
  for (const waiting of [...(await woken(deliveries, delivery)), ...((await behind?.(delivery)) ?? [])]) {
    await deliveries.hasten(tenant, waiting, now());
    await wake({ tenant, deliveryId: waiting });
  }
}

function tell(delivery: Delivery, { standing, wait }: Step, settled: string): void {
  const { tenant, deliveryId, market, partner } = delivery;
  const { state, attempts, failure } = standing;
  const code = wait === undefined ? 'delivery-settled' : 'delivery-attempted';
  // A receiver's reason names packs: it stands in the row, not in the log.
  const why = isOpen(state) || state === 'parked' ? { failure } : {};
  const ids = { tenant, deliveryId, market, partner, state, attempts, ...why, overtaken: settled !== 'done' };
  log(state === 'parked' ? 'delivery-parked' : code, ids);
}
