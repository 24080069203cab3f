import { verdictOf } from '#common/exchange.ts';
import { type Answered, isAnswered, type Outgoing, type SendHttps } from '#common/send/https.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { ChannelAnswer } from './partner-channel.ts';

/** One request to a partner, and what its answer means. */
export async function exchangeHttp(
  send: SendHttps,
  outgoing: Outgoing,
  signal: AbortSignal,
  read: (answer: Answered) => Verdict,
): Promise<ChannelAnswer> {
  const result = await send(outgoing, signal);
  if (!isAnswered(result)) return { verdict: verdictOf(result) };
  const { status, body } = result;
  return { verdict: read(result), answer: { body, status } };
}

/**
 * What becomes of a message that was taken in at another server than the partner has now: our credentials are for the new one, and the old one is not shown them.
 *
 * @param receipt where the result is told
 * @param url of the partner as it is in force
 */
export function takenElsewhere(receipt: string, url: string): ChannelAnswer | undefined {
  const [there, here] = [URL.parse(receipt)?.origin, URL.parse(url)?.origin];
  if (there === here) return undefined;
  const reason = `the partner took it in at ${there}, and is reached at ${here} now; ask the partner, and resend only what is not there`;
  return { verdict: { verdict: 'stopped', reason } };
}

/** 401 says that nothing was looked at: it goes on being tried, for a person sets other credentials meanwhile. */
export function withAccess(verdict: Verdict, { status }: Pick<Answered, 'status'>): Verdict {
  if (verdict.verdict !== 'retry' || status !== 401) return verdict;
  return { ...verdict, reason: `${verdict.reason}: the partner does not know our credentials` };
}
