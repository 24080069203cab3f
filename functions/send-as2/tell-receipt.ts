import { log } from '#common/log.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { As2Owed, OwedReceipt } from '#common/store/as2-owed.ts';
import { backoff, sendingPace } from '#shared/delivery/backoff.ts';
import type { Failure } from '#shared/delivery/failure.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';

interface Needs {
  readonly owed: Pick<As2Owed, 'claim' | 'settle'>;
  readonly send: SendHttps;
  /** The function's own queue. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Longest delay of an SQS message, in seconds; what is due later is woken by `sweep`. */
const MOST_DELAY = 900;

/**
 * Sends a receipt that goes by itself to where its message wanted it, again and again for about a day: its sender drops a double by the Message-ID in it. A sender that
 * never hears of it sends its message again, and is owed the same once more.
 */
export const tellReceipt =
  (needs: Needs) =>
  async (tenant: string, id: string): Promise<void> => {
    const claimed = await needs.owed.claim(tenant, id, needs.now());
    if (claimed === undefined) return;
    const { owed, lease } = claimed;
    const failed = await deliver(needs, owed);
    const ids = { tenant, partner: owed.partner, receipt: id, attempts: owed.attempts };
    const isLast = failed?.failure === 'permanent' || owed.attempts >= PARK_AFTER;
    if (failed === undefined || isLast) {
      await needs.owed.settle(lease, failed?.reason, needs.now());
      if (failed === undefined) log('as2-receipt-sent', ids);
      else log('as2-receipt-failed', { ...ids, failure: failed.reason });
      return;
    }
    const wait = backoff(sendingPace, owed.attempts, needs.random());
    const settled = await needs.owed.settle(
      lease,
      failed.reason,
      needs.now(),
      new Date(needs.now().getTime() + wait * 1000),
    );
    if (settled === 'done' && wait <= MOST_DELAY) await needs.wake({ tenant, receipt: id }, Math.ceil(wait));
  };

async function deliver(
  { send }: Needs,
  { url, headers, body }: OwedReceipt,
): Promise<{ readonly failure: Failure; readonly reason: string } | undefined> {
  const result = await send({ method: 'POST', url, headers, body: Buffer.from(body, 'base64') });
  if (!isAnswered(result)) return result;
  if (result.status >= 200 && result.status < 300) return undefined;
  return { failure: 'transient', reason: `status ${result.status}` };
}
