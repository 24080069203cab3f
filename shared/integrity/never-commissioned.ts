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
  const begins = identify(epc).kind === 'sscc' ? beginsFilled : exists;
  if (steps.some(begins)) return [];
  const finding = unitFinding(
    'never-commissioned',
    history,
    [first],
    `${deedOf(first)} at ${first.stored.event.eventTime}, and no event commissions it`,
  );
  return [facts.issued ? finding : { ...finding, severity: 'minor' }];
}

const exists = (step: Step) => aliveAfterStep(step) === true;

function beginsFilled(step: Step): boolean {
  const { event } = step.stored;
  const filled = 'action' in event && event.action === 'ADD' && containerOf(step) !== undefined;
  return exists(step) || (filled && step.roles.includes('parent'));
}
