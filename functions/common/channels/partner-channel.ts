import type { Failure } from '#shared/delivery/failure.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { ChannelKind } from '#shared/network/channel-kinds.ts';

/** A message to a partner as it was frozen: sending it again sends the same bytes under the same id. */
export interface PartnerMessage {
  /** By which the partner knows a double. */
  readonly id: string;
  /** Without folder; letters, digits, `.`, `_` and `-`. */
  readonly fileName: string;
  readonly contentType: string;
  /** Beside the content type, such as `gs1-epcis-version`; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Of the object that holds its bytes here. */
  readonly key?: string;
  /** It may have come before. */
  readonly isRepeated?: boolean;
}

/** What a partner answered, its bytes to be kept as evidence. `status` as HTTP has it; absent where the channel knows none. */
export interface ChannelAnswer {
  readonly verdict: Verdict;
  readonly answer?: { readonly body: Uint8Array; readonly status?: number };
  /** Our own rows said it: of how the partner answers it tells nothing. */
  readonly askedNobody?: true;
}

/** How one partner is reached. It never throws for what the other side does: that is a verdict, with the kind of failure that decides about repeating it. */
export interface PartnerChannel {
  readonly kind: ChannelKind;
  /** Hands one message over, once. @param signal ends the attempt, which is then `ambiguous` once a byte of the message has gone */
  send(message: PartnerMessage, signal: AbortSignal): Promise<ChannelAnswer>;
  /** Seconds between questions once the first few found nothing, where the partner takes its time: so often they are asked for a day. */
  readonly unhurried?: number;
  /** Asks what became of a message that was taken in under a receipt. Absent where what was taken in is delivered. */
  ask?(receipt: string, message: Pick<PartnerMessage, 'id' | 'fileName'>, signal: AbortSignal): Promise<ChannelAnswer>;
  /**
   * Tries whether the partner can be reached and knows us, without sending a document.
   *
   * @param withheld nothing secret is shown: it ends once the server is proved to be the one that the version names
   */
  probe(signal: AbortSignal, withheld?: 'withheld'): Promise<Probed>;
}

/** What a test of the connection saw, step by step (name resolved, TLS, host key, login …): evidence of onboarding. */
export interface Probed {
  readonly reached: boolean;
  readonly steps: readonly {
    readonly step: string;
    readonly ok: boolean;
    readonly detail: string;
    /** Of one that failed: what to do, for whichever side reads it. */
    readonly remedy?: string;
  }[];
  /** What a document would meet with: `transient`: it would be tried again; `permanent`: somebody has to change something first. */
  readonly failure?: Failure;
}
