/** How often a throttled or partly processed request is sent again. */
export const ATTEMPTS = 8;

/** Waits before attempt `attempt` (from 1): 25 ms doubled each time up to 1.6 s, jittered so that throttled writers spread out. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, Math.random() * Math.min(25 * 2 ** attempt, 1600)));
