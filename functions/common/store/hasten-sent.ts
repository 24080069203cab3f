import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** Has a delivery that waits for its result looked at now: the result has come by itself. It may be in hand or settled already; then it is looked at anyway. */
export function hastenSent(here: DeliveriesHere, tenant: string, deliveryId: string, at: Date) {
  return updateDelivery(
    here,
    { tenant, deliveryId },
    { notBefore: at.toISOString() },
    {
      condition: '#state = :sent AND notBefore > :now',
      values: { ':sent': 'sent', ':now': at.toISOString() },
      names: ['state'],
    },
  );
}
