import type { NextRun } from './schedule-expression.ts';

/** A timer may not be set for longer than this; a later run is approached in steps. */
const longestStepMs = 3_600_000;

/** Fires at every run of a schedule from now on until stopped. A run does not wait for the one before it. */
export function runSchedule(next: NextRun, fire: (at: Date) => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const arm = (at: Date | undefined) => {
    if (at === undefined) return;
    const left = at.getTime() - Date.now();
    timer = setTimeout(
      () => {
        if (Date.now() < at.getTime()) return arm(at);
        fire(at);
        // From the planned time, not from now, so that a rate does not drift; runs missed while the machine slept are left out.
        const following = next(at);
        arm(following && following.getTime() < Date.now() ? next(new Date()) : following);
      },
      Math.min(Math.max(left, 0), longestStepMs),
    );
  };
  arm(next(new Date()));
  return { stop: () => clearTimeout(timer) };
}
