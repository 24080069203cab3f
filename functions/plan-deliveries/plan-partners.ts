import { deliveryId } from '#common/delivery-id.ts';
import { isShipment } from '#common/is-shipment.ts';
import { isVoiding } from '#common/may-be-told.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { NewDelivery } from '#common/store/delivery-row.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { effectiveEvents } from '#shared/trace/effective-events.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { isOursToTell, type ReceiverNeeds, receiversOf } from './receivers-of.ts';
import { mayHaveArrived, takeBack } from './take-back.ts';
import { namedIn, voidedShipments } from './voided-shipments.ts';

export interface PlanPartnersNeeds extends ReceiverNeeds {
  readonly deliveries: Pick<Deliveries, 'plan' | 'get' | 'drop'>;
  readonly unitEvents: UnitEvents;
  readonly wakePartner: SendToQueue;
  readonly now: () => Date;
}

/** Deliveries made at once. */
const LANES = 8;

/**
 * Makes one delivery due for every shipment and every partner that is told of it, and for every partner that was told of a shipment one that says that it was
 * voided, or did not happen: that goes after the first, which is dropped instead where it was not sent. How many were made that were not there before: a row
 * that was there is in hand, or `sweep` finds it.
 *
 * @param events with error declarations
 */
export async function planPartners(
  needs: PlanPartnersNeeds,
  tenant: string,
  events: readonly StoredEvent[],
  partners: () => Promise<readonly Partner[]>,
): Promise<number> {
  const effective = effectiveEvents(events);
  const shipments = effective.filter(isShipment);
  const voidings = effective.filter(isVoiding);
  const declarations = events.filter(({ event }) => event.errorDeclaration !== undefined && isShipment({ event }));
  if (shipments.length + voidings.length + declarations.length === 0) return 0;
  const known = await partners();
  const wanted: NewDelivery[] = [];
  for (const shipment of shipments) {
    if (!(await isOursToTell(needs, tenant, shipment))) continue;
    wanted.push(...(await receiversOf(needs, tenant, known, shipment)).map((to) => shippedTo(tenant, shipment, to)));
  }
  for (const declaration of declarations) wanted.push(...(await denials(needs, tenant, declaration, known)));
  for (const voiding of voidings) wanted.push(...(await revocations(needs, tenant, voiding, known)));
  const made = await inLanes(
    wanted,
    async (delivery) => {
      if ((await needs.deliveries.plan(delivery, needs.now())) !== 'planned') return 0;
      await needs.wakePartner({ tenant, deliveryId: delivery.deliveryId });
      return 1;
    },
    LANES,
  );
  return made.reduce<number>((sum, one) => sum + one, 0);
}

function shippedTo(tenant: string, stored: StoredEvent, { partner, ordered }: Partner): NewDelivery {
  const { eventId } = stored;
  const id = deliveryId('partner', tenant, partner, eventId);
  const place = ordered ? { place: placeInOrder(stored) } : {};
  return { tenant, deliveryId: id, kind: 'delivery', partner, subject: { eventIds: [eventId] }, ...place };
}

/** As documents were captured, and events stand in them; planning them again gives the same. */
const placeInOrder = ({ recordTime, position = 0, eventId }: StoredEvent) =>
  `${recordTime}#${String(position).padStart(9, '0')}#${eventId}`;

const undone = 'the shipment was voided, or declared an error, before it was sent';

/** That a shipment did not happen, to whom was told that it did. */
async function denials(
  needs: PlanPartnersNeeds,
  tenant: string,
  declaration: StoredEvent,
  partners: readonly Partner[],
): Promise<NewDelivery[]> {
  const wanted: NewDelivery[] = [];
  for (const receiver of await receiversOf(needs, tenant, partners, declaration)) {
    const shipped = shippedTo(tenant, declaration, receiver);
    if ((await takeBack(needs, tenant, shipped.deliveryId, undone)) === undefined) continue;
    // Who says it is looked at as with the shipment itself: what others handed over they take back themselves.
    if (!(await isOursToTell(needs, tenant, declaration))) continue;
    const subject = { ...shipped.subject, denied: true };
    const id = deliveryId('partner', tenant, receiver.partner, declaration.eventId, 'denied');
    wanted.push({ ...shipped, deliveryId: id, subject, after: [shipped.deliveryId] });
  }
  return wanted;
}

/** That goods did not leave, to whom was told that they did. */
async function revocations(
  needs: PlanPartnersNeeds,
  tenant: string,
  voiding: StoredEvent,
  partners: readonly Partner[],
): Promise<NewDelivery[]> {
  const named = namedIn(voiding);
  const wanted = new Map<string, NewDelivery>();
  for (const { stored: shipment } of await voidedShipments(needs.unitEvents, tenant, voiding)) {
    const isWhole = [...namedIn(shipment)].every((epc) => named.has(epc));
    for (const receiver of await receiversOf(needs, tenant, partners, shipment)) {
      const shipped = shippedTo(tenant, shipment, receiver);
      if (!(await wasTold(needs, tenant, shipped.deliveryId, isWhole))) continue;
      const revocation = shippedTo(tenant, voiding, receiver);
      const after = [...(wanted.get(receiver.partner)?.after ?? []), shipped.deliveryId];
      wanted.set(receiver.partner, { ...revocation, after });
    }
  }
  return [...wanted.values()];
}

/** True when the partner has been told of the shipment, or will be: of one that holds other goods too it is told first. */
async function wasTold(needs: PlanPartnersNeeds, tenant: string, id: string, isWhole: boolean): Promise<boolean> {
  if (isWhole) return (await takeBack(needs, tenant, id, undone)) !== undefined;
  const row = await needs.deliveries.get(tenant, id);
  return row !== undefined && (mayHaveArrived(row) || row.state === 'due' || row.state === 'held');
}
