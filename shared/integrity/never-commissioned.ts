import { identify } from '../gs1/identify.ts';
import type { Finding } from './finding.ts';
import { aliveAfterStep, deedOf } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import { containerOf, type Step, type UnitHistory } from './unit-history.ts';

/**
 * A unit of our own must have begun before anything can be done with it. A logistic unit begins by being filled as well. Others' units began
 * in others' ledgers; of our products with serials from elsewhere we are only warned, for their commissioning may be elsewhere too.
 */
export function neverCommissioned(history: UnitHistory): Finding[] {
  const { epc, facts, steps } = history;
  const [first] = steps;
  if (first === undefined || !(facts.issued || facts.claimed)) return [];
  if (hasBegun(epc, steps) || hasOnlyEnded(steps)) return [];
  const finding = unitFinding(
    'never-commissioned',
    history,
    [first],
    `${deedOf(first)} at ${first.stored.event.eventTime}, and no event commissions it`,
  );
  return [facts.issued ? finding : { ...finding, severity: 'minor' }];
}

/** True when one of the steps brings the unit (canonical EPC) into being. */
export const hasBegun = (epc: string, steps: readonly Step[]): boolean =>
  steps.some(identify(epc).kind === 'sscc' ? beginsFilled : exists);

/** True for a number that was only destroyed or decommissioned: packers tell of what they rejected in that way, and nothing is in use. */
export const hasOnlyEnded = (steps: readonly Step[]): boolean =>
  steps.length > 0 && steps.every((step) => aliveAfterStep(step) === false);

const exists = (step: Step) => aliveAfterStep(step) === true;

function beginsFilled(step: Step): boolean {
  const { event } = step.stored;
  const filled = 'action' in event && event.action === 'ADD' && containerOf(step) !== undefined;
  return exists(step) || (filled && step.roles.includes('parent'));
}
