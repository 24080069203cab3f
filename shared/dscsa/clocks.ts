const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before a deadline people are called: time enough to find the right person and to finish. */
export const WARN_MS = 4 * HOUR_MS;
/** A notice of illegitimate product, to FDA and to partners: 24 hours from the determination (FD&C Act 582(b)(4)(B)(ii)). */
export const NOTICE_MS = DAY_MS;

export const requesters = ['fda', 'state', 'partner'] as const;
/** Who asks for transaction information. */
export type Requester = (typeof requesters)[number];

/** When something is due, and what became of that. Times are ISO 8601 in UTC. */
export interface Clock {
  readonly due: string;
  /** When people were called because it came near, and because it was missed. */
  readonly warnedAt?: string | undefined;
  readonly missedAt?: string | undefined;
  /** When it was done; it does not run any more. */
  readonly metAt?: string | undefined;
  /** When nothing was due any more though it was not done: it was withdrawn. */
  readonly stoppedAt?: string | undefined;
}

/** Hours that US zones are behind UTC, from Eastern Daylight Time to Hawaii. Every zone of the states lies between. */
const BEHIND = [4, 10] as const;

/**
 * When transaction information is due: one business day after the request, for authorities 48 hours at most (FD&C Act 582(b)(1)(B) [R]). A day is
 * a weekend where it is one in all zones of the states, and federal holidays count as business days: where that is not sure, the shorter time holds.
 */
export function tiDue(from: Requester, receivedAt: Date): Date {
  let due = receivedAt.getTime() + DAY_MS;
  while (isWeekend(due)) due += DAY_MS;
  const most = from === 'partner' ? Number.POSITIVE_INFINITY : receivedAt.getTime() + 2 * DAY_MS;
  return new Date(Math.min(due, most));
}

const isWeekend = (ms: number): boolean =>
  BEHIND.every((hours) => [0, 6].includes(new Date(ms - hours * HOUR_MS).getUTCDay()));

/** True while a clock runs. */
export const isRunning = (clock: Clock | undefined): clock is Clock =>
  clock !== undefined && clock.metAt === undefined && clock.stoppedAt === undefined;

/** When people are called next for a clock, milliseconds since 1970; undefined when they are not any more. */
export function nextCall(clock: Clock | undefined): number | undefined {
  if (!isRunning(clock) || clock.missedAt !== undefined) return undefined;
  const due = Date.parse(clock.due);
  return clock.warnedAt === undefined ? due - WARN_MS : due;
}

/**
 * The clock after a look at it, and whether people are called: `warned` when the deadline is near, `missed` when it has passed, each once. Undefined
 * when it says nothing new.
 */
export function lookAtClock(
  clock: Clock | undefined,
  now: Date,
): { clock: Clock; call: 'warned' | 'missed' } | undefined {
  const call = nextCall(clock);
  if (clock === undefined || call === undefined || call > now.getTime()) return undefined;
  const at = now.toISOString();
  const isMissed = Date.parse(clock.due) <= now.getTime();
  if (isMissed) return { clock: { ...clock, warnedAt: clock.warnedAt ?? at, missedAt: at }, call: 'missed' };
  return { clock: { ...clock, warnedAt: at }, call: 'warned' };
}

/** The clock of something that was done. @param at when, which may be after it was due */
export const metClock = (clock: Clock | undefined, at: string): Clock | undefined =>
  isRunning(clock) ? { ...clock, metAt: at } : clock;

/** The clock of something that is not due any more, and was not done. */
export const stoppedClock = (clock: Clock | undefined, at: string): Clock | undefined =>
  isRunning(clock) ? { ...clock, stoppedAt: at } : clock;

/** The clock of something that was said to be done in error. */
export const runningAgain = (clock: Clock | undefined): Clock | undefined => clock && { ...clock, metAt: undefined };
