import type { Subscription } from '#common/store/subscription-row.ts';
import type { Run } from '#common/store/subscription-run-row.ts';
import type { Changes, Next } from '#common/store/subscription-runs.ts';
import { backoff, sendingPace } from '#shared/delivery/backoff.ts';
import { PARK_AFTER } from '#shared/delivery/standing.ts';
import { nextFire, readSchedule } from '#shared/epcis/schedule.ts';
import { isRefusal } from '#shared/refusal.ts';

/** How a turn ended: what it changes, and when the next one is. */
export interface Ending {
  readonly changes: Changes;
  readonly next: Next;
}

/** A parked run is tried once so often, if nothing wakes it before. */
const PARKED_MS = 6 * 3_600_000;

/** Nothing went wrong and there is more to do. */
export const goOn = (changes: Changes, at: Date): Ending => ({ changes: { ...changes, attempts: 0 }, next: at });

/**
 * All that waited when it was looked for, at `collectedAt`, was told. A schedule goes on with the first time after that moment: times that
 * passed before it, because the receiver was out of reach, are made up for by this turn; one that passed since is due at once.
 */
export function caughtUp({ schedule }: Pick<Subscription, 'schedule'>, changes: Changes, collectedAt: Date): Ending {
  const fireAt = nextTime(schedule, collectedAt);
  const settled = { ...changes, attempts: 0 };
  return fireAt === undefined
    ? { changes: settled, next: 'idle' }
    : { changes: { ...settled, fireAt: fireAt.toISOString() }, next: fireAt };
}

/** A message was not acknowledged: it is sent again later, or, after `PARK_AFTER` turns, at the schedule's next time, or when there is news and else now and then. */
export function notTaken(
  { attempts }: Pick<Run, 'attempts'>,
  { schedule }: Pick<Subscription, 'schedule'>,
  { reason, retryAfter = 0 }: { readonly reason: string; readonly retryAfter?: number },
  at: Date,
  jitter: number,
): Ending {
  if (attempts < PARK_AFTER) {
    const seconds = Math.max(retryAfter, backoff(sendingPace, attempts, jitter));
    return { changes: { failure: reason }, next: new Date(at.getTime() + seconds * 1000) };
  }
  const parked = { state: 'parked', failure: reason } as const;
  const next = nextTime(schedule, at);
  if (next !== undefined) return { changes: { ...parked, attempts: 0 }, next };
  const rest = new Date(at.getTime() + PARKED_MS);
  return { changes: { ...parked, attempts: PARK_AFTER - 1 }, next: { rest } };
}

function nextTime(sent: Subscription['schedule'], after: Date): Date | undefined {
  if (sent === undefined) return undefined;
  const schedule = readSchedule(sent);
  const next = isRefusal(schedule) ? undefined : nextFire(schedule, after.getTime());
  return next === undefined ? undefined : new Date(next);
}
