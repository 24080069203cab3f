import { askingPace, backoff, sendingPace } from './backoff.ts';
import type { RejectedObject, Verdict } from './verdict.ts';

export const deliveryStates = [
  'due',
  'sent',
  'acknowledged',
  'partially-accepted',
  'delivered',
  'rejected',
  'parked',
  'held',
  'corrected',
  'closed',
  'cancelled',
] as const;
/**
 * held: a person keeps it back, or has to say something first · corrected: what was refused of it is told by another · closed: some of it was refused, and a
 * person leaves it at that · parked: tried often enough, or no longer wanted · cancelled: nobody will be told.
 */
export type DeliveryState = (typeof deliveryStates)[number];

/** Where one delivery stands. Counters include the try in hand. */
export interface Standing {
  readonly state: DeliveryState;
  /** Times it was sent, or tried to be, since it was planned or asked for again. */
  readonly attempts: number;
  /** Times its result was asked for since it was last received. */
  readonly polls: number;
  /** It may have arrived without our knowing: ask before sending. */
  readonly uncertain: boolean;
  readonly receipt?: string | undefined;
  readonly failure?: string | undefined;
  /** The call it waits to make, and its place among those that wait: ISO 8601. */
  readonly turn?: { readonly call: string; readonly at: string } | undefined;
}

/** What to do next: `wait` seconds until the next try, nothing when the delivery is settled. */
export interface Step {
  readonly standing: Standing;
  readonly wait?: number;
}

/** Tries until a person is called: about a day at the sending pace. */
export const PARK_AFTER = 16;
/** Unanswered questions until the same request is sent again: about three hours at the asking pace. */
export const ASK_TIMES = 20;

/** How often a delivery may still be taken up in its state, beyond the try in hand; less than none when its sender never came to an end. */
export const triesLeft = ({ state, attempts, polls }: Standing) =>
  state === 'sent' ? ASK_TIMES - polls : PARK_AFTER - attempts;

/** True while there is work left on a delivery. */
export const isOpen = (state: DeliveryState) => state === 'due' || state === 'sent';

/**
 * Moves a delivery on by what the receiver answered. Retrying is safe because every receiver knows a request by its id: it drops the
 * double, or can be asked about it.
 *
 * @param done the state that full acceptance ends in
 * @param jitter from 0 to 1, fresh for every call
 */
export function advance(
  standing: Standing,
  verdict: Verdict,
  done: 'acknowledged' | 'delivered',
  jitter: number,
): Step {
  const { failure: _, turn: __, ...rest } = standing;
  switch (verdict.verdict) {
    case 'received':
      if (standing.state === 'sent') return goOn(rest, verdict.receipt, jitter);
      return {
        standing: { ...rest, state: 'sent', receipt: verdict.receipt, polls: 0, uncertain: false },
        wait: backoff(askingPace, 1, jitter),
      };
    case 'pending':
      return askAgain(rest, verdict.retryAfter, jitter);
    case 'acknowledged':
      return { standing: { ...rest, state: done, uncertain: false } };
    case 'partially-accepted':
      return settled(rest, 'partially-accepted', partly(verdict.accepted, verdict.rejected));
    case 'rejected':
      return settled(rest, 'rejected', verdict.reason);
    case 'stopped':
      return settled(rest, 'parked', verdict.reason);
    case 'unknown':
      return sendAgain({ ...rest, uncertain: true }, 'the receiver does not know the receipt', 0);
    case 'retry': {
      if (standing.state === 'sent') return askAgain({ ...rest, failure: verdict.reason }, verdict.retryAfter, jitter);
      const uncertain = standing.uncertain || verdict.failure === 'ambiguous';
      const wait = Math.max(verdict.retryAfter ?? 0, backoff(sendingPace, standing.attempts, jitter));
      return sendAgain({ ...rest, uncertain }, verdict.reason, wait);
    }
  }
}

/**
 * A receipt led to another one, which is asked about at once. The questions count on: who is led in a circle comes to an end, too. The same receipt again says
 * that there is no result yet.
 */
function goOn(standing: Standing, receipt: string, jitter: number): Step {
  if (standing.receipt === receipt) return askAgain(standing, undefined, jitter);
  return { standing: { ...standing, receipt, uncertain: false }, wait: 0 };
}

function settled(standing: Standing, state: 'partially-accepted' | 'rejected' | 'parked', failure: string): Step {
  return { standing: { ...standing, state, failure } };
}

function askAgain(standing: Standing, retryAfter: number | undefined, jitter: number): Step {
  if (standing.polls >= ASK_TIMES)
    return sendAgain({ ...standing, uncertain: false }, `no result after asking ${standing.polls} times`, 0);
  return { standing, wait: Math.max(retryAfter ?? 0, backoff(askingPace, standing.polls, jitter)) };
}

function sendAgain(standing: Standing, failure: string, wait: number): Step {
  if (standing.attempts >= PARK_AFTER) return settled(standing, 'parked', failure);
  const { receipt: _, ...rest } = standing;
  return { standing: { ...rest, state: 'due', polls: 0, failure }, wait };
}

const NAMED = 10;

function partly(accepted: number, rejected: readonly RejectedObject[]): string {
  const named = rejected.slice(0, NAMED).map(({ object, code }) => `${object} (${code})`);
  const more = rejected.length > NAMED ? `, and ${rejected.length - NAMED} more` : '';
  return `${accepted} accepted, ${rejected.length} rejected: ${named.join(', ')}${more}`;
}
