import type { Postponed, Tried } from '#common/run-delivery.ts';
import { ASK_TIMES } from '#shared/delivery/standing.ts';
import type { Submission } from './submission.ts';

type Sought = Pick<Submission, 'delivery' | 'regime' | 'report'>;

/** Where a message is sought by its effect, which takes a while to show: waits for that while, counted from when it was sent last. `undefined` once that is over. */
export function untilItShows(
  { now }: { readonly now: () => Date },
  { delivery: { evidence, frozen }, regime, report }: Sought,
): Postponed | undefined {
  const sent = evidence.findLast(({ direction, key }) => direction === 'sent' && key === frozen?.evidenceKey);
  const showsAfter = regime.showsAfter?.(report);
  if (showsAfter === undefined || sent === undefined) return undefined;
  const wait = showsAfter - (now().getTime() - Date.parse(sent.at)) / 1_000;
  return wait > 0 ? { postponed: 'it may have arrived, and what came of it is asked for later', wait } : undefined;
}

/** What has no result after the last question is sent once more elsewhere, under the same id; where it is known by none that would be another report, so a person looks. */
export function neverTwice({ delivery, regime, report }: Sought, tried: Tried): Tried {
  const isOpen = tried.verdict.verdict === 'pending' || tried.verdict.verdict === 'retry';
  if (regime.showsAfter?.(report) === undefined || !isOpen || delivery.polls < ASK_TIMES) return tried;
  const reason = `no result after asking ${delivery.polls} times: look there what became of it, then resend or cancel this report`;
  return { ...tried, verdict: { verdict: 'stopped', reason } };
}

/** True of what is asked about before it is sent; also where a person has sent again what bears no id, for only then is it known that it is not there already. */
export const mayHaveArrived = ({ delivery, regime, report }: Sought): boolean =>
  delivery.uncertain || (regime.showsAfter?.(report) !== undefined && delivery.decided?.act === 'delivery-resent');
