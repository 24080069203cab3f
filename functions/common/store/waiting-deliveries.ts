import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { boundedRows } from './bounded-rows.ts';
import { dueFrom } from './delivery-due.ts';
import type { Delivery } from './delivery-row.ts';
import { dueIndex, duePartition } from './due.ts';
import { type DeliveriesHere, updateDelivery } from './update-delivery.ts';

/** Pages of a megabyte that are read at most of a tenant's work that is due. */
const MOST_PAGES = 2;

const storedRetrying = v.object({
  deliveryId: v.string(),
  notBefore: v.optional(v.string(), ''),
  tryingSince: v.optional(v.string(), ''),
});

/** A delivery that was tried in vain: since when, and when it comes again; ISO 8601. */
export type Retrying = v.InferOutput<typeof storedRetrying>;

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
    /**
     * Has one come at a time that would come later. It may be in hand, settled, or come by itself: then there is nothing to call.
     *
     * @param told the audit trail's row of it, where a person asked
     */
    call: (tenant: string, deliveryId: string, at: Date, told?: AuditRow) => {
      const delivery = { tenant, deliveryId, kind: 'delivery' as const };
      const changes = { waits: undefined, ...dueFrom(delivery, at) };
      return updateDelivery(here, delivery, changes, {
        condition: 'notBefore > :at AND attribute_not_exists(leasedUntil) AND #state IN (:due, :sent)',
        values: { ':at': at.toISOString(), ':due': 'due', ':sent': 'sent' },
        names: ['state'],
        ...(told && { told: [told] }),
      });
    },
    /** Those that were tried and come again by themselves, the longest tried first; of very many those that come soonest. */
    retrying: (tenant: string, partner: string) => retrying(here, tenant, partner),
  };
}

async function retrying({ db, table }: DeliveriesHere, tenant: string, partner: string): Promise<Retrying[]> {
  const { rows } = await boundedRows(db, MOST_PAGES, {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :pk',
    // Who waits at the door stands in the line, and is called from there; who is in hand is being tried.
    FilterExpression:
      '#kind = :delivery AND #partner = :partner AND #state = :due AND attempts > :none AND attribute_not_exists(waits) AND attribute_not_exists(leasedUntil)',
    ProjectionExpression: 'deliveryId, notBefore, tryingSince',
    ExpressionAttributeNames: { '#kind': 'kind', '#partner': 'partner', '#state': 'state' },
    ExpressionAttributeValues: {
      ':pk': duePartition(tenant),
      ':delivery': 'delivery',
      ':partner': partner,
      ':due': 'due',
      ':none': 0,
    },
  });
  const found = rows.map((row) => v.parse(storedRetrying, row));
  return found.sort((a, b) => (a.tryingSince < b.tryingSince ? -1 : Number(a.tryingSince > b.tryingSince)));
}
