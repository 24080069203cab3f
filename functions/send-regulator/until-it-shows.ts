import type { Postponed } from '#common/run-delivery.ts';
import type { Submission } from './submission.ts';

/** Where a message is sought by its effect, which takes a while to show: waits for that while, counted from when it was sent last. `undefined` once that is over. */
export function untilItShows(
  { now }: { readonly now: () => Date },
  { delivery: { evidence, frozen }, regime: { showsAfter } }: Pick<Submission, 'delivery' | 'regime'>,
): Postponed | undefined {
  const sent = evidence.findLast(({ direction, key }) => direction === 'sent' && key === frozen?.evidenceKey);
  if (showsAfter === undefined || sent === undefined) return undefined;
  const wait = showsAfter - (now().getTime() - Date.parse(sent.at)) / 1_000;
  return wait > 0 ? { postponed: 'it may have arrived, and what came of it is asked for later', wait } : undefined;
}
