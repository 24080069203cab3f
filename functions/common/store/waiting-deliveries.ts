import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dueFrom } from './delivery-due.ts';
import type { Delivery } from './delivery-row.ts';
import { updateDelivery } from './update-delivery.ts';

export type WaitingDeliveries = ReturnType<typeof waitingDeliveries>;

/** Deliveries that are turned away at their partner's door before they are taken up: that is no try, and costs one write. */
export function waitingDeliveries(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Has one looked at again later, unless it is called before. @param since when it counts as tried; ISO 8601. Absent: its day has not begun */
    turnAway: (delivery: Delivery, why: string, look: Date, at: Date, since?: string) => {
      const changes = {
        failure: why,
        waits: true,
        tryingSince: since,
        updatedAt: at.toISOString(),
        ...dueFrom(delivery, look),
      };
      // It may have been taken up by another, or put off, since it was read: that stands.
      return updateDelivery(here, delivery, changes, {
        condition:
          '#state = :seen AND updatedAt = :updated AND notBefore <= :now AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)',
        values: { ':seen': delivery.state, ':updated': delivery.updatedAt, ':now': at.toISOString() },
        names: ['state'],
      });
    },
    /** Has one come at a time that would come later. It may be in hand, settled, or come by itself: then there is nothing to call. */
    call: (tenant: string, deliveryId: string, at: Date) => {
      const delivery = { tenant, deliveryId, kind: 'delivery' as const };
      const changes = { waits: undefined, ...dueFrom(delivery, at) };
      return updateDelivery(here, delivery, changes, {
        condition: 'notBefore > :at AND attribute_not_exists(leasedUntil) AND #state IN (:due, :sent)',
        values: { ':at': at.toISOString(), ':due': 'due', ':sent': 'sent' },
        names: ['state'],
      });
    },
  };
}
