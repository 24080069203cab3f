import type { Finding } from './finding.ts';
import { deedOf, isBegun } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import type { UnitHistory } from './unit-history.ts';

/**
 * Nothing happens to a unit before it begins. Only strictly earlier times count: a line may stamp commissioning and packing alike. A
 * container emptied as a whole says nothing of this unit.
 */
export function beforeCommissioning(history: UnitHistory): Finding[] {
  const begun = history.steps.find(isBegun);
  if (begun === undefined) return [];
  const early = history.steps.find(({ at, roles }) => at < begun.at && !roles.includes('emptied'));
  if (early === undefined) return [];
  const detail = `${deedOf(early)} at ${early.stored.event.eventTime}, commissioned only at ${begun.stored.event.eventTime}`;
  return [unitFinding('before-commissioning', history, [early, begun], detail)];
}
