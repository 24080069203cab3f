import { aliveAfter, aliveAfterAll } from '../trace/alive-after.ts';
import type { Role } from '../trace/mentions.ts';
import type { Step } from './unit-history.ts';

/** Whether the unit exists after the step, when the step says so. */
export const aliveAfterStep = ({ stored, roles }: Step): boolean | undefined =>
  aliveAfterAll(stored.event, roles.filter(isRole));

/** True for a step that takes the unit in and brings it out again, as relabelling does: it existed before, and does after. */
export const isRenewed = (step: Step): boolean =>
  aliveAfterStep(step) === true &&
  step.roles.some((role) => isRole(role) && aliveAfter(step.stored.event, role) === false);

const isRole = (role: Step['roles'][number]): role is Role => role !== 'emptied';

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
export const isBegun = (step: Step): boolean => aliveAfterStep(step) === true && !isRenewed(step);

/** How a step is called in a sentence: its business step, else its event and action. */
export function deedOf({ stored: { event } }: Step): string {
  if (event.bizStep !== undefined) return event.bizStep;
  return 'action' in event && typeof event.action === 'string' ? `${event.type} ${event.action}` : event.type;
}
