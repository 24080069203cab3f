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

/** Words for several states, by which lists are narrowed. */
export const stateGroups = ['waiting', 'refused'] as const;

/** The states that a word stands for. */
export function statesOf(word: DeliveryState | (typeof stateGroups)[number]): readonly DeliveryState[] {
  if (word === 'waiting') return ['due', 'sent'];
  return word === 'refused' ? ['rejected', 'partially-accepted'] : [word];
}

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
  /** When it was first tried, of those that are tried for so long and not so often: ISO 8601. */
  readonly tryingSince?: string | undefined;
}

/** How long it is tried, rather than how often. Seconds. */
export interface Patience {
  /** Since it was first tried. */
  readonly spent: number;
}

/** What to do next: `wait` seconds until the next try, nothing when the delivery is settled. */
export interface Step {
  readonly standing: Standing;
  readonly wait?: number;
}

/** Tries until a person is called: about a day at the sending pace. */
export const PARK_AFTER = 16;
/** Seconds that who is patient tries. The last try is at their end. */
export const PATIENCE = 24 * 3600;
/** Tries in that time at the sending pace: 21 where every wait is the shortest. Who needs more does not get ahead, and is parked. */
export const PATIENT_TRIES = 24;
/** Unanswered questions until the same request is sent again: about three hours at the asking pace. */
export const ASK_TIMES = 20;

const UNKNOWN = 'the receiver does not know the receipt';

/** How often a delivery may still be taken up in its state, beyond the try in hand; less than none when its sender never came to an end. */
export const triesLeft = ({ state, attempts, polls }: Standing, most = PARK_AFTER) =>
  state === 'sent' ? ASK_TIMES - polls : most - attempts;

/** True while there is work left on a delivery. */
export const isOpen = (state: DeliveryState) => state === 'due' || state === 'sent';

const over: readonly DeliveryState[] = ['acknowledged', 'delivered', 'corrected', 'closed', 'cancelled'];

/** True when nothing is left to be done, by anybody. */
export const isOver = (state: DeliveryState): boolean => over.includes(state);

/**
 * Moves a delivery on by what the receiver answered. Retrying is safe because every receiver knows a request by its id: it drops the
 * double, or can be asked about it.
 *
 * @param done the state that full acceptance ends in
 * @param jitter from 0 to 1, fresh for every call
 * @param patience absent: it is tried `PARK_AFTER` times
 */
export function advance(
  standing: Standing,
  verdict: Verdict,
  done: 'acknowledged' | 'delivered',
  jitter: number,
  patience?: Patience,
): Step {
  const { failure: _, turn: __, ...rest } = standing;
  switch (verdict.verdict) {
    case 'received':
      if (standing.state === 'sent') return goOn(rest, verdict.receipt, jitter, patience);
      return {
        standing: { ...rest, state: 'sent', receipt: verdict.receipt, polls: 0, uncertain: false },
        wait: backoff(askingPace, 1, jitter),
      };
    case 'pending':
      return askAgain(rest, verdict.retryAfter, jitter, patience);
    case 'acknowledged':
      return { standing: { ...rest, state: done, uncertain: false } };
    case 'partially-accepted':
      return settled(rest, 'partially-accepted', partly(verdict.accepted, verdict.rejected));
    case 'rejected':
      return settled(rest, 'rejected', verdict.reason);
    case 'stopped':
      return settled(rest, 'parked', verdict.reason);
    case 'unknown':
      return sendAgain({ ...rest, uncertain: true }, verdict.because ?? UNKNOWN, 0, patience);
    case 'retry': {
      if (standing.state === 'sent')
        return askAgain({ ...rest, failure: verdict.reason }, verdict.retryAfter, jitter, patience);
      const uncertain = standing.uncertain || verdict.failure === 'ambiguous';
      const wait = Math.max(verdict.retryAfter ?? 0, backoff(sendingPace, standing.attempts, jitter));
      return sendAgain({ ...rest, uncertain }, verdict.reason, wait, patience);
    }
  }
}

/**
 * A receipt led to another one, which is asked about at once. The questions count on: who is led in a circle comes to an end, too. The same receipt again says
 * that there is no result yet.
 */
function goOn(standing: Standing, receipt: string, jitter: number, patience?: Patience): Step {
  if (standing.receipt === receipt) return askAgain(standing, undefined, jitter, patience);
  return { standing: { ...standing, receipt, uncertain: false }, wait: 0 };
}

function settled(standing: Standing, state: 'partially-accepted' | 'rejected' | 'parked', failure: string): Step {
  return { standing: { ...standing, state, failure } };
}

function askAgain(standing: Standing, retryAfter: number | undefined, jitter: number, patience?: Patience): Step {
  if (standing.polls >= ASK_TIMES)
    return sendAgain({ ...standing, uncertain: false }, `no result after asking ${standing.polls} times`, 0, patience);
  return { standing, wait: Math.max(retryAfter ?? 0, backoff(askingPace, standing.polls, jitter)) };
}

function sendAgain(standing: Standing, failure: string, wait: number, patience?: Patience): Step {
  const left = patience === undefined ? wait : Math.max(0, PATIENCE - patience.spent);
  const isOver = patience !== undefined && left === 0;
  if (isOver || standing.attempts >= mostTries(patience)) return settled(standing, 'parked', failure);
  const { receipt: _, ...rest } = standing;
  return { standing: { ...rest, state: 'due', polls: 0, failure }, wait: Math.min(wait, left) };
}

/** How often it is tried at most. */
export const mostTries = (patience: Patience | undefined) => (patience === undefined ? PARK_AFTER : PATIENT_TRIES);

const NAMED = 10;

function partly(accepted: number, rejected: readonly RejectedObject[]): string {
  const named = rejected.slice(0, NAMED).map(({ object, code }) => `${object} (${code})`);
  const more = rejected.length > NAMED ? `, and ${rejected.length - NAMED} more` : '';
  return `${accepted} accepted, ${rejected.length} rejected: ${named.join(', ')}${more}`;
}
