import { log } from '#common/log.ts';
import { movementIn } from '#common/movement-in.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { changeIn } from './change-in.ts';
import { putOff, settleUnknown } from './note-unknown.ts';
import { planAgain } from './plan-late.ts';
import type { PlanUndoNeeds } from './plan-undo.ts';
import { namedIn } from './voided-shipments.ts';
import { whoWants } from './who-wants.ts';

export interface PlanUnknownNeeds extends PlanUndoNeeds {
  readonly ledger: Pick<Ledger, 'eventsById'>;
}

/** Plans an event of which nobody knew where its goods went or came from, and what was said of them since, once that is known. */
export const planUnknown =
  (needs: PlanUnknownNeeds) =>
  async ({ tenant, eventId }: { tenant: string; eventId: string }): Promise<void> => {
    const [stored] = effectiveEvents(await needs.ledger.eventsById(tenant, [eventId]));
    if (stored !== undefined) {
      const change = await changeIn(needs, tenant, stored.event);
      if (change?.unknown !== undefined || (await isUnknown(needs, tenant, stored)))
        return putOff(needs, tenant, eventId);
      const goods = { epcs: namedIn(stored), from: instantOf(stored.event.eventTime) };
      const submissions = await planAgain(needs, tenant, goods, new Set());
      log('planned', { tenant, eventId, submissions });
    }
    await settleUnknown(needs, tenant, eventId);
  };

/** True while a regulator wants to hear of a movement of which it is not known between whom it was. */
async function isUnknown(needs: PlanUnknownNeeds, tenant: string, stored: StoredEvent): Promise<boolean> {
  if ((await whoWants(needs, tenant, 'movements')).length === 0) return false;
  const ends = await movementIn(needs, tenant, stored.event);
  return ends !== undefined && 'unknown' in ends;
}
