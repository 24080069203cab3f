/** Seconds from one look to the next, and while files wait to be seen the same twice. */
const EVERY = 60;
const SOON = 20;
/** Longest wait for a server that cannot be reached, in seconds. */
const LONGEST = 3_600;

/**
 * Seconds until the next look at a partner's server: about a minute, and twice as long after each look that failed, up to an hour.
 *
 * @param failed looks that failed, one after the other
 * @param jitter from 0 to 1, so that not all partners are looked at in the same second
 */
export function nextLook(failed: number, more: boolean, jitter: number): number {
  if (failed > 0) return Math.min(LONGEST, EVERY * 2 ** Math.min(failed - 1, 10)) * (0.75 + jitter / 4);
  return (more ? SOON : EVERY) * (0.9 + jitter / 5);
}
