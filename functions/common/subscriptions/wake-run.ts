import { log } from '../log.ts';
import type { SendToQueue } from '../send/queue.ts';

/**
 * Wakes the run of a subscription that was made. Where the queue is away, `sweep` wakes it: whoever subscribed is told of what stands, and has no
 * reason to subscribe again and hear all twice.
 *
 * @param wake the subscription queue
 */
export async function wakeRun(
  wake: SendToQueue,
  { tenant, subscriptionId }: { readonly tenant: string; readonly subscriptionId: string },
  delaySeconds?: number,
): Promise<void> {
  await wake({ tenant, subscriptionId }, delaySeconds).catch((error: unknown) => {
    log('wake-failed', { tenant, subscription: subscriptionId, error: String(error) });
  });
}
