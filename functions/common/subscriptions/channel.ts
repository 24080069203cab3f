import type { Verdict } from '#shared/delivery/verdict.ts';
import type { StreamSubscription, WebhookSubscription } from '../store/subscription-row.ts';

/** What names a message to its receiver, and what it is. */
export interface MessageIds {
  /** The same for the same bytes, however often they are sent: the receiver can drop a double. */
  readonly id: string;
  readonly contentType: string;
}

/** The message was not taken for its size: a smaller one may be. */
export interface TooLarge {
  readonly verdict: 'too-large';
  readonly reason: string;
}

/** One way to tell a subscriber. `stopped` ends the subscription: the receiver is gone, or wants nothing more. */
export interface Channel {
  /** Bytes of a document at most. */
  readonly maxBytes: number;
  send(document: Uint8Array, ids: MessageIds): Promise<Verdict | TooLarge>;
}

/** Opens the channel of a subscription. */
export interface Channels {
  webhook(subscription: WebhookSubscription): Promise<Channel>;
  stream(subscription: StreamSubscription): Promise<Channel>;
}
