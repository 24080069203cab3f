import { ASK_TIMES } from '#shared/delivery/standing.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Wanted } from './issuer.ts';

/** How an order is found, and made, where the issuer knows no request of ours. */
export interface OrderAt {
  /** The order that bears the request and stands; `undefined` when none is listed, or none that was not refused. */
  find(): Promise<Verdict | undefined>;
  /** Makes one: `received` with its id, or whatever else came back; `retry` as `ambiguous` where it may have been made. */
  place(): Promise<Verdict>;
}

/** Stands for an order that may have been made, and is looked for. */
const LOOKING = '?looking';
/** Stands for one that is made by the try after that one, and by no other: a try that did not come to an end may have made it. */
const PLACING = '?placing-after-';
/** How often an order is looked for that may have been made. */
const LOOKS = 8;

/** True of receipts that stand for an order whose id is not known. */
export const isLooking = (receipt: string): boolean => receipt === LOOKING || receipt.startsWith(PLACING);

const received = (receipt: string): Verdict => ({ verdict: 'received', receipt });

/**
 * Orders codes, which are paid for, once: an order is looked for before it is made, and one that may have been made is looked for again and again, and never made a second time
 * unless a person has the refill tried again. One whose id was told once is asked about by that, however long it takes and whatever is listed.
 */
export async function orderOnce(
  { attempts, failure, receipt }: Pick<Wanted, 'attempts' | 'failure' | 'receipt'>,
  at: OrderAt,
) {
  if (receipt !== undefined) return received(receipt.startsWith(PLACING) ? LOOKING : receipt);
  const found = await at.find();
  if (found !== undefined) return found;
  // Whoever made it before and did not live to say so left no failure either.
  if (attempts > 1) return received(failure === undefined ? LOOKING : `${PLACING}${attempts}`);
  return placed(at);
}

/** Looks for an order that may have been made, or makes the one that this try is to make. */
export async function lookAgain({ receipt = '', attempts, polls, requestId }: Wanted, at: OrderAt): Promise<Verdict> {
  const found = await at.find();
  if (found !== undefined) return found;
  if (receipt === `${PLACING}${attempts - 1}`) return placed(at);
  if (receipt !== LOOKING) return received(LOOKING);
  if (polls < LOOKS) return { verdict: 'pending' };
  return {
    verdict: 'stopped',
    reason: `an order may have been placed, and it is not listed: look there for ${requestId}, and have the refill tried again only when there is none`,
  };
}

/** What it means that an order is not known whose id was told: asked about again, for it may be a blip; then a person is called. */
export function notKnown({ receipt = '', polls, requestId }: Pick<Wanted, 'receipt' | 'polls' | 'requestId'>): Verdict {
  if (polls + 1 < ASK_TIMES)
    return { verdict: 'retry', failure: 'transient', reason: `order ${receipt} is not known there (status 404)` };
  return {
    verdict: 'stopped',
    reason: `order ${receipt} is not known there any more: look there for ${requestId}, and have the refill tried again only when there is none`,
  };
}

async function placed({ place }: OrderAt): Promise<Verdict> {
  const verdict = await place();
  return verdict.verdict === 'retry' && verdict.failure === 'ambiguous' ? received(LOOKING) : verdict;
}
