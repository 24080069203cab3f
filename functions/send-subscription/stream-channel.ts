import { MOST_MESSAGE_BYTES, type Posted, type PostToConnection } from '#common/send/connection.ts';
import type { StreamSubscription } from '#common/store/subscription-row.ts';
import type { Channel, TooLarge } from '#common/subscriptions/channel.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';

interface Needs {
  readonly post: PostToConnection;
  readonly now: () => Date;
}

/** A connection opens only after its subscription was made: at the latest when the function that made it may run no longer. */
const OPENS_WITHIN_MS = 30_000;

/**
 * Posts to the open connection of a subscription. A message counts as told when the gateway has taken it over. WebSocket has no ids, so after
 * an ambiguous failure a client may get a message a second time: it is told rather twice than never.
 */
export const streamChannel =
  ({ post, now }: Needs) =>
  async ({ connectionId, createdAt }: StreamSubscription): Promise<Channel> => ({
    maxBytes: MOST_MESSAGE_BYTES,
    send: async (document) => {
      const result = await post(connectionId, document);
      if ('failure' in result) return readFailure(result);
      return readStatus(result, now().getTime() - Date.parse(createdAt) < OPENS_WITHIN_MS);
    },
  });

function readFailure({ failure, reason }: Exclude<Awaited<ReturnType<PostToConnection>>, Posted>): Verdict {
  return failure === 'permanent' ? { verdict: 'rejected', reason } : { verdict: 'retry', failure, reason };
}

function readStatus({ status }: Posted, isYoung: boolean): Verdict | TooLarge {
  const reason = `status ${status}`;
  if (status >= 200 && status < 300) return { verdict: 'acknowledged' };
  if (status === 410 && isYoung) return { verdict: 'retry', failure: 'transient', reason, retryAfter: 1 };
  if (status === 410) return { verdict: 'stopped', reason: 'the connection is closed' };
  if (status === 413) return { verdict: 'too-large', reason };
  return { verdict: 'retry', failure: status >= 500 ? 'ambiguous' : 'transient', reason };
}
