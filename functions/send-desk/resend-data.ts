import { deliveryId } from '#common/delivery-id.ts';
import { lineageOf } from '#common/desk/lineage-of.ts';
import { isShipment } from '#common/is-shipment.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { isOpen } from '#shared/delivery/standing.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';

export interface ResendNeeds {
  readonly unitEvents: UnitEvents;
  readonly registry: Pick<Registry, 'partner'>;
  readonly deliveries: Pick<Deliveries, 'get' | 'plan' | 'reopen'>;
  readonly wakePartner: SendToQueue;
  readonly now: () => Date;
}

/**
 * Tells the partner again of the shipments that a case is about, which is what was agreed: of one that it was never told of for the first time. Answers the ids
 * of the deliveries that tell it; none when no shipment of those things to the partner is known. Doing it again changes nothing: each has its id from the case.
 */
export async function resendData(needs: ResendNeeds, row: DeskCase): Promise<string[]> {
  const partner = await needs.registry.partner(row.tenant, row.partner);
  if (partner === undefined) return [];
  const events = effectiveEvents(await lineageOf(needs.unitEvents, row.tenant, row.subject.things));
  const named = new Set(row.subject.events);
  const shipments = events.filter((stored) => isShipment(stored) && goesTo(stored, partner));
  const wanted = shipments.filter(({ eventId }) => named.size === 0 || named.has(eventId));
  const told: string[] = [];
  for (const shipment of wanted.length > 0 ? wanted : shipments)
    told.push(await tellAgain(needs, row, partner.partner, shipment.eventId));
  return told;
}

const goesTo = ({ event }: StoredEvent, { party }: Partner) =>
  (event.destinationList ?? []).some(({ destination }) => canonicalEpc(destination) === canonicalEpc(party));

async function tellAgain(
  { deliveries, wakePartner, now }: ResendNeeds,
  { tenant, id }: DeskCase,
  partner: string,
  eventId: string,
): Promise<string> {
  const subject = { eventIds: [eventId] };
  const first = deliveryId('partner', tenant, partner, eventId);
  const before = await deliveries.get(tenant, first);
  const wake = (one: string) => wakePartner({ tenant, deliveryId: one });
  if (before === undefined) {
    await deliveries.plan({ tenant, deliveryId: first, kind: 'delivery', partner, subject }, now());
    await wake(first);
    return first;
  }
  // What is on its way arrives, or stops and is seen to.
  if (isOpen(before.state) || before.state === 'held') return first;
  if (before.state === 'rejected' || before.state === 'parked') {
    await deliveries.reopen(before, before.state === 'rejected', now());
    await wake(first);
    return first;
  }
  // They had it, by what they answered: told once more, as a message of its own.
  const again = deliveryId('partner', tenant, partner, eventId, 'desk', id);
  await deliveries.plan({ tenant, deliveryId: again, kind: 'delivery', partner, subject }, now());
  await wake(again);
  return again;
}
