import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Delivery, storedDelivery } from './delivery-row.ts';
import { deliveryKey } from './keys.ts';
import type { DeliveriesHere } from './update-delivery.ts';

/** A delivery as it stands now. */
export async function getDelivery(
  { db, table }: DeliveriesHere,
  tenant: string,
  deliveryId: string,
): Promise<Delivery | undefined> {
  const Key = deliveryKey(tenant, deliveryId);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedDelivery, Item);
}
