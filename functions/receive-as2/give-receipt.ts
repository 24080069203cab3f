import { createHash } from 'node:crypto';
import type { writeReceipt } from '#common/as2/write-receipt.ts';
import { log } from '#common/log.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { As2Owed } from '#common/store/as2-owed.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Party } from './find-party.ts';
import type { Head } from './read-head.ts';
import { answered, receiptHeaders } from './receipt-headers.ts';
import { type Reply, said } from './reply.ts';

export interface GiveNeeds {
  readonly owed: Pick<As2Owed, 'owe'>;
  readonly guard: OutboundGuard;
  /** Queue `as2`. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** none: not wanted · answer: in the answer · itself: sent to where it is wanted · nowhere: it is wanted at a place that nothing is sent to. */
export type Way = 'none' | 'answer' | 'itself' | 'nowhere';

/**
 * How the receipt goes. To an address in the message it goes only for a sender who is proved: nobody else may have us call somebody. Where a partner signs nothing nobody
 * is proved, and it goes to the partner's own host alone.
 *
 * @param isProved it was signed by the partner
 */
export async function receiptWay(
  { guard }: Pick<GiveNeeds, 'guard'>,
  { partner, settings }: Party,
  { receipt }: Head,
  isProved: boolean,
): Promise<Way> {
  if (receipt === undefined) return 'none';
  if (receipt.url === undefined) return 'answer';
  const isOwnHost = URL.parse(receipt.url)?.host === URL.parse(partner.url ?? '')?.host;
  if (!isProved && !(settings.sign === 'none' && isOwnHost)) return 'answer';
  return (await isAllowed(guard, receipt.url)) ? 'itself' : 'nowhere';
}

async function isAllowed(guard: OutboundGuard, url: string): Promise<boolean> {
  try {
    return !isRefusal(await guard(url));
  } catch {
    return true; // a name that does not resolve now may do so later: sending it is tried for a day
  }
}

/** A receipt as it is written, and what it says, as people read it. */
export interface Given {
  readonly receipt: ReturnType<typeof writeReceipt>;
  readonly told: string;
}

/** Gives the receipt in the answer, or owes it: a row, and then a message that wakes who sends it. */
export async function giveReceipt(
  needs: GiveNeeds,
  { tenant, partner }: Party,
  head: Head,
  way: Exclude<Way, 'nowhere'>,
  { receipt, told }: Given,
): Promise<Reply> {
  if (way === 'none') return said(200);
  const at = needs.now();
  if (way === 'answer') return answered(head, receipt, at);
  // What is said otherwise of the same Message-ID takes no place from what is owed already.
  const saying = JSON.stringify([partner.partner, head.messageId, told]);
  const id = createHash('sha256').update(saying).digest('hex').slice(0, 32);
  const body = Buffer.from(receipt.body).toString('base64');
  const url = head.receipt?.url ?? '';
  await needs.owed.owe(
    { tenant, id, partner: partner.partner, url, headers: receiptHeaders(head, receipt, at), body },
    at,
  );
  try {
    await needs.wake({ tenant, receipt: id });
  } catch (error) {
    // The row is there: `sweep` wakes it.
    log('wake-failed', { tenant, receipt: id, error: String(error) });
  }
  return said(202);
}
