import type { Finding } from './finding.ts';
import { unitFinding } from './make-finding.ts';
import { packingSteps } from './packing-steps.ts';
import { containerOf, isPackedBy, type UnitHistory } from './unit-history.ts';

/** A unit is in one container at a time (EPCIS 2.0 §7.4.3): a second packing needs the unpacking between. */
export function packedTwice(history: UnitHistory): Finding[] {
  return packingSteps(history.steps).flatMap(({ step, parent, since }) => {
    const container = containerOf(step);
    if (parent === undefined || since === undefined || container === undefined) return [];
    if (!isPackedBy(step) || container === parent) return [];
    const detail = `packed into ${container} at ${step.stored.event.eventTime} without leaving ${parent}`;
    return [unitFinding('packed-twice', history, [step, since], detail, [parent, container])];
  });
}
