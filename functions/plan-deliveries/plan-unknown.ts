import { log } from '#common/log.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { instantOf } from '#shared/epcis/time.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import { changeIn } from './change-in.ts';
import { putOff, settleUnknown } from './note-unknown.ts';
import { planAgain } from './plan-late.ts';
import type { PlanUndoNeeds } from './plan-undo.ts';
import { namedIn } from './voided-shipments.ts';

export interface PlanUnknownNeeds extends PlanUndoNeeds {
  readonly ledger: Pick<Ledger, 'eventsById'>;
}

/** Plans a shipment of which nobody knew where it went, and what was said of its goods since, once that is known. */
export const planUnknown =
  (needs: PlanUnknownNeeds) =>
  async ({ tenant, eventId }: { tenant: string; eventId: string }): Promise<void> => {
    const [stored] = effectiveEvents(await needs.ledger.eventsById(tenant, [eventId]));
    if (stored !== undefined) {
      const change = await changeIn(needs, tenant, stored.event);
      if (change?.unknown !== undefined) return putOff(needs, tenant, eventId);
      const goods = { epcs: namedIn(stored), from: instantOf(stored.event.eventTime) };
      const submissions = await planAgain(needs, tenant, goods, new Set());
      log('planned', { tenant, eventId, submissions });
    }
    await settleUnknown(needs, tenant, eventId);
  };
