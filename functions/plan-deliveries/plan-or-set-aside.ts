import { isVoiding } from '#common/may-be-told.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { planChanges } from './plan-changes.ts';
import { planMovement } from './plan-movement.ts';
import { planRepacking } from './plan-repacking.ts';
import { type PlanUndoNeeds, planUndo } from './plan-undo.ts';
import { planVoid, planVoidsOf } from './plan-void.ts';
import { orSetAside } from './set-aside.ts';
import { planMovementUndo, planMovementVoid, planMovementVoidsOf } from './undo-movement.ts';
import { planRepackingUndo } from './undo-repacking.ts';

/**
 * Plans the reports of an event's changes, packing and movements; see `planChanges`, `planRepacking` and `planMovement`. Of an error declaration or a voided shipment, what takes
 * them back; see `planUndo` and `planVoid`. An event about more things than can be looked into stands before a person, by itself: it
 * keeps nothing else from being planned.
 */
export async function planOrSetAside(
  needs: PlanUndoNeeds,
  tenant: string,
  stored: StoredEvent,
  only?: Parameters<typeof planChanges>[3],
): Promise<number> {
  return orSetAside(needs, tenant, stored, async () => {
    if (stored.event.errorDeclaration !== undefined)
      return (
        (await planUndo(needs, tenant, stored)) +
        (await planMovementUndo(needs, tenant, stored)) +
        (await planRepackingUndo(needs, tenant, stored))
      );
    if (isVoiding(stored))
      return (await planVoid(needs, tenant, stored)) + (await planMovementVoid(needs, tenant, stored));
    const changes = await planChanges(needs, tenant, stored, only);
    const voided = changes === 0 ? 0 : await planVoidsOf(needs, tenant, stored);
    const repacked = await planRepacking(needs, tenant, stored);
    const movements = await planMovement(needs, tenant, stored);
    const undone = movements === 0 ? 0 : await planMovementVoidsOf(needs, tenant, stored);
    return changes + voided + repacked + movements + undone;
  });
}
