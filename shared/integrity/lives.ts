import { aliveAfter } from '../trace/alive-after.ts';
import type { Step } from './unit-history.ts';

/** Whether the unit exists after the step, when the step says so. */
export function aliveAfterStep({ stored, roles }: Step): boolean | undefined {
  for (const role of roles) {
    const alive = role === 'emptied' ? undefined : aliveAfter(stored.event, role);
    if (alive !== undefined) return alive;
  }
  return undefined;
}

/** The step by which the unit ended, when it has not come into being again since. */
export function endOf(steps: readonly Step[]): Step | undefined {
  let end: Step | undefined;
  for (const step of steps) {
    const alive = aliveAfterStep(step);
    if (alive !== undefined) end = alive ? undefined : step;
  }
  return end;
}

/** True for a step that brings the unit into being. */
export const isBegun = (step: Step): boolean => aliveAfterStep(step) === true;

/** How a step is called in a sentence: its business step, else its event and action. */
export function deedOf({ stored: { event } }: Step): string {
  if (event.bizStep !== undefined) return event.bizStep;
  return 'action' in event && typeof event.action === 'string' ? `${event.type} ${event.action}` : event.type;
}
