import { canonicalEpc } from '../gs1/canonical-epc.ts';
import type { Finding } from './finding.ts';
import { unitFinding } from './make-finding.ts';
import { isTakenOut, packingSteps } from './packing-steps.ts';
import { containerOf, isPackedBy, type Step, type UnitHistory } from './unit-history.ts';

/**
 * Only what is inside can be taken out (EPCIS 2.0 §7.4.3, DELETE). Where nobody told us of any packing, as with goods that a partner packed,
 * nothing is known and nothing is found.
 */
export function nothingToUnpack(history: UnitHistory): Finding[] {
  return [...wronglyTaken(history), ...emptyEmptied(history)];
}

function wronglyTaken(history: UnitHistory): Finding[] {
  if (!history.facts.issued && !history.steps.some(isPackedBy)) return [];
  return packingSteps(history.steps).flatMap(({ step, parent, unleft }) => {
    const container = containerOf(step);
    if (container === undefined || !isTakenOut(step) || !step.roles.includes('child')) return [];
    if (container === parent || unleft.has(container)) return [];
    const detail = `taken out of ${container} at ${step.stored.event.eventTime}, ${parent === undefined ? 'but it was in nothing' : `but it was in ${parent}`}`;
    return [unitFinding('nothing-to-unpack', history, [step], detail, [container])];
  });
}

/** The container's side: emptied as a whole when nothing was left inside. Contents known by number only may be inside unseen. */
function emptyEmptied(history: UnitHistory): Finding[] {
  const own = history.steps.filter((step) => step.roles.includes('parent') && containerOf(step) === history.epc);
  if (own.some(({ stored: { event } }) => 'childQuantityList' in event)) return [];
  if (!history.facts.issued && !own.some(isFilling)) return [];
  const inside = new Set<string>();
  const findings: Finding[] = [];
  for (const step of own) {
    const { event } = step.stored;
    if (event.type !== 'AggregationEvent') continue;
    const named = (event.childEPCs ?? []).map(canonicalEpc);
    if (event.action === 'ADD') for (const child of named) inside.add(child);
    if (event.action !== 'DELETE') continue;
    if (named.length === 0 && inside.size === 0) findings.push(emptied(history, step));
    if (named.length === 0) inside.clear();
    for (const child of named) inside.delete(child);
  }
  return findings;
}

const isFilling = ({ stored: { event } }: Step) => event.type === 'AggregationEvent' && event.action === 'ADD';

const emptied = (history: UnitHistory, step: Step) =>
  unitFinding(
    'nothing-to-unpack',
    history,
    [step],
    `emptied at ${step.stored.event.eventTime}, though nothing was inside`,
  );
