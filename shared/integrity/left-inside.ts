import { canonicalEpc } from '../gs1/canonical-epc.ts';
import type { Finding } from './finding.ts';
import { aliveAfterStep, endOf } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import { isTakenOut } from './packing-steps.ts';
import { containerOf, isPackedBy, type Step, type UnitHistory } from './unit-history.ts';

/** Children told by name; a pallet may hold many more. */
const NAMED = 20;

/**
 * A container that ended while existing things are in it, as far as is known now: contents that ended too, or that a later event puts elsewhere or
 * takes out, are not left inside.
 */
export function leftInside(history: UnitHistory): Finding[] {
  const end = endOf(history.steps);
  if (end === undefined) return [];
  const left = everInside(history).filter((child) => isStillIn(history.others.get(child) ?? [], history.epc));
  if (left.length === 0) return [];
  const detail = `ended at ${end.stored.event.eventTime} with ${left.length} inside that the records have as existing`;
  return [unitFinding('left-inside', history, [end], detail, left.slice(0, NAMED))];
}

/** Everything that was ever put into the container, canonical. */
export function everInside({ epc, steps }: Pick<UnitHistory, 'epc' | 'steps'>): string[] {
  const children = steps.flatMap((step) => {
    const { event } = step.stored;
    const fills = event.type === 'AggregationEvent' && event.action === 'ADD' && containerOf(step) === epc;
    return fills ? (event.childEPCs ?? []).map(canonicalEpc) : [];
  });
  return [...new Set(children)];
}

function isStillIn(steps: readonly Step[], container: string): boolean {
  let parent: string | undefined;
  let alive: boolean | undefined;
  for (const step of steps) {
    alive = aliveAfterStep(step) ?? alive;
    if (isPackedBy(step)) parent = containerOf(step);
    else if (isTakenOut(step) && containerOf(step) === parent) parent = undefined;
  }
  return parent === container && alive !== false;
}
