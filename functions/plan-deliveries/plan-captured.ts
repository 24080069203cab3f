import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { CaptureJobs } from '#common/store/capture-jobs.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/messages/registry-api.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { deliveryId } from './delivery-id.ts';

export interface PlanCapturedNeeds {
  readonly captureJobs: Pick<CaptureJobs, 'eventIdsOf' | 'markPlanned'>;
  readonly ledger: Pick<Ledger, 'eventsById'>;
  readonly registry: Pick<Registry, 'partners'>;
  readonly deliveries: Pick<Deliveries, 'plan'>;
  readonly wakePartner: SendToQueue;
  readonly now: () => Date;
}

/** Makes one delivery due for every shipment among the captured events and every partner it goes to. */
export const planCaptured =
  (needs: PlanCapturedNeeds) =>
  async ({ tenant, captureId }: { tenant: string; captureId: string }): Promise<void> => {
    const ids = await needs.captureJobs.eventIdsOf(tenant, captureId);
    const shipments = effectiveEvents(await needs.ledger.eventsById(tenant, ids)).filter(isShipment);
    const partners = shipments.length > 0 ? await needs.registry.partners(tenant) : [];
    const planned = shipments.flatMap((shipment) =>
      partners.filter((partner) => goesTo(partner, shipment)).map((partner) => deliveryOf(tenant, shipment, partner)),
    );
    for (const delivery of planned) {
      await needs.deliveries.plan(delivery, needs.now());
      await needs.wakePartner({ tenant, deliveryId: delivery.deliveryId });
    }
    await needs.captureJobs.markPlanned(tenant, captureId);
    log('planned', { tenant, captureId, deliveries: planned.length });
  };

const isShipment = ({ event }: StoredEvent) =>
  event.type === 'ObjectEvent' && event.action === 'OBSERVE' && event.bizStep === 'shipping';

function goesTo({ channel, party }: Partner, { event }: StoredEvent): boolean {
  const to = (event.destinationList ?? []).map(({ destination }) => canonicalEpc(destination));
  return channel === 'webhook' && to.includes(canonicalEpc(party));
}

const deliveryOf = (tenant: string, { eventId }: StoredEvent, { partner }: Partner): NewDelivery => ({
  tenant,
  deliveryId: deliveryId('partner', tenant, partner, eventId),
  kind: 'delivery',
  partner,
  subject: { eventIds: [eventId] },
});
