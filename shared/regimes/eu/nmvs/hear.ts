import { isRefusal } from '../../../refusal.ts';
import { type NmvsAnswer, readResponse } from './read-response.ts';

/** What an exchange with an NMVS came to. */
export type Heard =
  | { readonly kind: 'answer'; readonly answer: NmvsAnswer }
  /** Understood, and not done. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Never taken in. */
  | { readonly kind: 'transient'; readonly reason: string; readonly retryAfter?: number }
  /** It may have been done; `isLate`: or may still be being done, for it took too long. */
  | { readonly kind: 'ambiguous'; readonly reason: string; readonly isLate?: boolean };

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/**
 * Reads what came back for a transaction. A fault of the sender, or a status that says so, means that nothing was done; a fault of the
 * receiver, a proxy's page and an answer of another transaction say nothing of what was done.
 */
export function hear({ status, body, retryAfter }: HttpAnswer, clientTrxId: string): Heard {
  const read = readResponse(body);
  if (!isRefusal(read) && read.kind === 'fault')
    return { kind: read.side === 'sender' ? 'refused' : 'ambiguous', reason: `fault: ${read.reason}` };
  if (!isRefusal(read) && read.kind === 'answer')
    return read.clientTrxId === clientTrxId
      ? { kind: 'answer', answer: read }
      : { kind: 'ambiguous', reason: `the answer is of transaction ${read.clientTrxId}` };
  if (status === 429 || (status === 503 && retryAfter !== undefined))
    return { kind: 'transient', reason: `status ${status}`, ...(retryAfter !== undefined && { retryAfter }) };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'refused', reason: `status ${status}` };
  const why = isRefusal(read) ? read.detail : 'a pong';
  const isLate = status === 408 || status === 504; // RFC 9110 §15.5.9, §15.6.5
  return { kind: 'ambiguous', reason: `status ${status}, no answer of an NMVS: ${why}`, ...(isLate && { isLate }) };
}
