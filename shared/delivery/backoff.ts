export interface Pace {
  /** Seconds before the first repetition. */
  readonly base: number;
  /** Seconds that no wait exceeds. */
  readonly cap: number;
}

/** For sending again: seconds at first, six hours at last. */
export const sendingPace: Pace = { base: 2, cap: 6 * 3600 };

/** For asking whether an answer is there: at once at first, every quarter of an hour at last. */
export const askingPace: Pace = { base: 1, cap: 900 };

/**
 * Seconds to wait before the next try: doubles from `base` up to `cap`, and half of it is left to chance so that many who failed
 * together do not come back together.
 *
 * @param attempt how many tries there were, from 1
 * @param jitter from 0 to 1, fresh for every call
 */
export function backoff({ base, cap }: Pace, attempt: number, jitter: number): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempt - 1, 40)); // 2^40 s is past every cap and still exact
  return full / 2 + (full / 2) * jitter;
}
