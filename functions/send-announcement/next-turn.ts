import type { ListenerRun } from '#common/store/listener-run-row.ts';
import type { RunChanges } from '#common/store/listener-runs.ts';
import { backoff, type Pace } from '#shared/delivery/backoff.ts';

/** How a turn ended: what it changes, and when the next one is; without `next` the run rests until it is asked. */
export interface Ending {
  readonly changes: RunChanges;
  readonly next?: Date;
}

/** Seconds at first, an hour at last. */
const pace: Pace = { base: 5, cap: 3_600 };

/** So long a listener is tried before people are called. */
const PATIENCE_MS = 24 * 3_600_000;
/** A parked one is tried once so often: its receiver may be back, and nobody tells us. */
const PARKED_MS = 6 * 3_600_000;

/**
 * A message was not taken: it is told again later, and after a day the listener is parked.
 *
 * @param retryAfter seconds that the receiver asks to be left alone
 * @param jitter from 0 to 1, fresh for every call
 */
export function notTaken(
  { tries, failingSince }: Pick<ListenerRun, 'tries' | 'failingSince'>,
  { reason, retryAfter = 0 }: { readonly reason: string; readonly retryAfter?: number | undefined },
  at: Date,
  jitter: number,
): Ending & { readonly next: Date } {
  const since = failingSince ?? at.toISOString();
  const changes = { failure: reason, failingSince: since, tries: tries + 1 };
  if (at.getTime() - Date.parse(since) >= PATIENCE_MS)
    return { changes: { ...changes, state: 'parked' }, next: new Date(at.getTime() + PARKED_MS) };
  const seconds = Math.max(retryAfter, backoff(pace, tries + 1, jitter));
  return { changes, next: new Date(at.getTime() + seconds * 1000) };
}
