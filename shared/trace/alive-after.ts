import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import type { Role } from './mentions.ts';

/** Whether a unit in this role exists after the event; `undefined` when the event does not say. */
export function aliveAfter(event: EpcisEvent, role: Role): boolean | undefined {
  if (event.type === 'TransformationEvent') return role === 'output';
  if (event.type !== 'ObjectEvent') return undefined;
  if (event.action === 'ADD') return true;
  return event.action === 'DELETE' || ends(event) ? false : undefined;
}

/**
 * The same of a unit that has several roles in one event: the last that says something decides. What a transformation takes in and brings out
 * again exists.
 */
export const aliveAfterAll = (event: EpcisEvent, roles: readonly Role[]): boolean | undefined =>
  roles.map((role) => aliveAfter(event, role)).findLast((alive) => alive !== undefined);

/** Steps and dispositions that end a unit even when the sender wrote OBSERVE. */
const ends = ({ bizStep, disposition }: ObjectEvent) =>
  bizStep === 'decommissioning' ||
  bizStep === 'destroying' ||
  disposition === 'inactive' ||
  disposition === 'destroyed';
