import type { AuditRow } from './audit.ts';
import { dueFrom } from './delivery-due.ts';
import type { Delivery } from './delivery-row.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** Sending again is asked for without a reason. */
export const resentBy = ({ Put: { Item } }: AuditRow) => ({
  act: Item.act,
  by: Item.by,
  at: Item.at,
  reason: Item.detail?.['reason'] ?? '',
});

/** Has a delivery that was tried in vain tried now, without waiting for its next try; it stays what it was, tries and day included. */
export function sendNow(here: DeliveriesHere, delivery: Delivery, at: Date, told: AuditRow) {
  const changes = { decided: resentBy(told), updatedAt: at.toISOString(), ...dueFrom(delivery, at) };
  return updateDelivery(here, delivery, changes, {
    // A sender may have taken it up meanwhile, or it may come by itself: then nobody has to do anything.
    condition: '#state = :due AND updatedAt = :updated AND notBefore > :at AND attribute_not_exists(leasedUntil)',
    values: { ':due': 'due', ':updated': delivery.updatedAt, ':at': at.toISOString() },
    names: ['state'],
    told: [told],
  });
}
