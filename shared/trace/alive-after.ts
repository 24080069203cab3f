import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import type { Role } from './mentions.ts';

/** Whether a unit in this role exists after the event; `undefined` when the event does not say. */
export function aliveAfter(event: EpcisEvent, role: Role): boolean | undefined {
  if (event.type === 'TransformationEvent') return role === 'output';
  if (event.type !== 'ObjectEvent') return undefined;
  if (event.action === 'ADD') return true;
  return event.action === 'DELETE' || ends(event) ? false : undefined;
}

/** Steps and dispositions that end a unit even when the sender wrote OBSERVE. */
const ends = ({ bizStep, disposition }: ObjectEvent) =>
  bizStep === 'decommissioning' ||
  bizStep === 'destroying' ||
  disposition === 'inactive' ||
  disposition === 'destroyed';
