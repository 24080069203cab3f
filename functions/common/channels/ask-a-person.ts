import type { Tried } from '#common/run-delivery.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';

/**
 * What becomes of a document that was taken in, when no result of it can be had by asking: a person decides, since the partner has it. Repositories know
 * no id of a message and would store a second one beside the first.
 *
 * @param polls times the result was asked for, this one included
 */
export function askAPerson({ verdict, ...tried }: Tried, polls: number): Tried {
  if (polls < ASK_TIMES || (verdict.verdict !== 'retry' && verdict.verdict !== 'pending')) return { verdict, ...tried };
  const last = verdict.verdict === 'retry' ? `: ${verdict.reason}` : '';
  const reason = `the partner has taken it in and tells no result${last}; ask the partner, and resend only what is not there`;
  return { ...tried, verdict: { verdict: 'stopped', reason } };
}
