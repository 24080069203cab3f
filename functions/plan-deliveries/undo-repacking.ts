import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { PlanUndoNeeds } from './plan-undo.ts';
import { setAside } from './set-aside.ts';
import { takeBack } from './take-back.ts';

/**
 * Drops what regulators were to be told of packing or unpacking that an error declaration says did not happen. What they were told already stands before a
 * person: none of them takes it back.
 */
export async function planRepackingUndo(
  needs: PlanUndoNeeds,
  tenant: string,
  declaration: StoredEvent,
): Promise<number> {
  const { event, eventId } = declaration;
  if (event.type !== 'AggregationEvent' || event.errorDeclaration === undefined) return 0;
  const names: string[] = [];
  for (const { deliveryId, report, market } of await needs.deliveries.ofEvent(tenant, eventId)) {
    if (report?.tells !== 'repacking') continue;
    const told = await takeBack(needs, tenant, deliveryId, 'the event that it tells of was declared an error');
    if (told !== undefined) names.push(`${report.name} to ${market}`);
  }
  if (names.length === 0) return 0;
  const detail = `what was packed or unpacked was declared an error after it was told by ${names.join(', ')}: have it put right by hand`;
  await setAside(needs, tenant, declaration, detail);
  return 0;
}
