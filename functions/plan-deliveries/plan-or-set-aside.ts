import { log } from '#common/log.ts';
import { isVoiding } from '#common/may-be-told.ts';
import { Refused } from '#common/refused.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { planChanges } from './plan-changes.ts';
import { type PlanUndoNeeds, planUndo } from './plan-undo.ts';
import { planVoid, planVoidsOf } from './plan-void.ts';

/** Things that are too many will be as many whenever it is tried again. */
const hopeless = ['too-large', 'too-complex'];

/**
 * Plans the reports of an event's changes; see `planChanges`. Of an error declaration or a voided shipment, what takes
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
    if (stored.event.errorDeclaration !== undefined) return planUndo(needs, tenant, stored);
    if (isVoiding(stored)) return planVoid(needs, tenant, stored);
    const planned = await planChanges(needs, tenant, stored, only);
    return planned === 0 ? 0 : planned + (await planVoidsOf(needs, tenant, stored));
  });
}

/** Does work for an event; one whose things are too many to be looked into stands before a person, and nothing is planned. */
export async function orSetAside(
  needs: Pick<PlanUndoNeeds, 'exceptions' | 'now'>,
  tenant: string,
  { eventId, captureId }: Pick<StoredEvent, 'eventId' | 'captureId'>,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused) || !hopeless.includes(error.refusal.refused)) throw error;
    const finding = { rule: 'not-reported' as const, subject: eventId, epcs: [], eventIds: [eventId] };
    await needs.exceptions.open(tenant, [{ ...finding, detail: error.refusal.detail }], captureId, needs.now());
    log('change-not-planned', { tenant, captureId, eventId });
    return 0;
  }
}
