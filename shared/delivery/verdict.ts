import type { Failure } from './failure.ts';

export interface RejectedObject {
  /** What was refused: a serial, a document. */
  readonly object: string;
  /** The receiver's own code. */
  readonly code: string;
}

/** What an answer, or its absence, means for what was sent. */
export type Verdict =
  /** Taken in; the result follows under this receipt. */
  | { readonly verdict: 'received'; readonly receipt: string }
  /** No result yet; `retryAfter` in seconds when the receiver says so. */
  | { readonly verdict: 'pending'; readonly retryAfter?: number }
  | { readonly verdict: 'acknowledged' }
  | { readonly verdict: 'partially-accepted'; readonly accepted: number; readonly rejected: readonly RejectedObject[] }
  /** Understood and refused: sending the same again cannot help. */
  | { readonly verdict: 'rejected'; readonly reason: string }
  /** The receiver does not know the request or receipt that was asked about. */
  | { readonly verdict: 'unknown'; readonly because?: string }
  /** The receiver wants nothing more from us: a person decides. */
  | { readonly verdict: 'stopped'; readonly reason: string }
  | {
      readonly verdict: 'retry';
      readonly failure: Exclude<Failure, 'permanent'>;
      readonly reason: string;
      readonly retryAfter?: number;
    };
