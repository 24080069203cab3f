import { deliveryAnnounced } from './announced-deliveries.ts';
import { watchedFrom } from './delivery-due.ts';
import type { Delivery } from './delivery-row.ts';
import { expiry } from './expiry.ts';
import { noLongerParked } from './partner-rows.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/**
 * A partner that was handed a message refuses it by a message of its own: it is rejected after all, announced so, and people may have it sent anew. `known` where it is
 * neither delivered nor parked: it was refused before, or nobody would be told of it any more.
 */
export async function refuseDelivered(
  here: DeliveriesHere,
  delivery: Delivery,
  reason: string,
  at: Date,
): Promise<'done' | 'known' | 'overtaken'> {
  const { state, updatedAt } = delivery;
  if (state !== 'delivered' && state !== 'parked') return 'known';
  const changes = {
    ...{ state: 'rejected', failure: reason, updatedAt: at.toISOString() },
    ...watchedFrom('rejected', delivery),
    ...expiry(at),
  };
  return updateDelivery(here, delivery, changes, {
    // A person may have it sent again at the same time: then that sending is answered by itself.
    condition: '#state = :seen AND updatedAt = :updated',
    values: { ':seen': state, ':updated': updatedAt },
    names: ['state'],
    told: [
      ...deliveryAnnounced(here.table, delivery, 'rejected', at),
      ...(state === 'parked' ? noLongerParked(here.table, delivery) : []),
    ],
  });
}
