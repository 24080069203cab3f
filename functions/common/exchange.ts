import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Tried } from './run-delivery.ts';
import { type Answered, isAnswered, type Outgoing, type SendHttps, type Unanswered } from './send/https.ts';
import type { Claim } from './store/deliveries.ts';
import { type EvidenceStore, evidenceKey } from './store/evidence.ts';

interface Needs {
  readonly send: SendHttps;
  readonly evidence: EvidenceStore;
  readonly now: () => Date;
}

/**
 * Sends one request and keeps the exact bytes of its answer, unless it only says "not yet".
 *
 * @param place number the answer has among the delivery's evidence, from 0
 */
export async function exchange(
  needs: Needs,
  { delivery: { tenant, deliveryId } }: Claim,
  place: number,
  outgoing: Outgoing,
  readAnswer: (answer: Answered) => Verdict | Promise<Verdict>,
): Promise<Tried> {
  const result = await needs.send(outgoing);
  if (!isAnswered(result)) return { verdict: verdictOf(result) };
  const verdict = await readAnswer(result);
  if (verdict.verdict === 'pending') return { verdict };
  const key = evidenceKey(tenant, deliveryId, place, 'answered');
  await needs.evidence.put(key, result.body);
  return { verdict, answered: { at: needs.now().toISOString(), direction: 'answered', key, status: result.status } };
}

/** Seconds the answer asks to be left alone: said in seconds, or as a time, which is held against the answer's own (RFC 9110 §10.2.3, §6.6.1). */
export function retryAfterOf({ headers }: Pick<Answered, 'headers'>): { retryAfter?: number } {
  const told = headers['retry-after'] ?? '';
  const isSeconds = /^\s*\d+(\.\d+)?\s*$/.test(told);
  const seconds = isSeconds ? Number(told) : (Date.parse(told) - Date.parse(headers['date'] ?? '')) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfter: Math.min(seconds, 24 * 3600) } : {};
}

/** What it means for a message that nothing usable came back. */
export function verdictOf({ failure, reason }: Unanswered): Verdict {
  return failure === 'permanent' ? { verdict: 'rejected', reason } : { verdict: 'retry', failure, reason };
}
