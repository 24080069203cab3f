import type { DynamoDBDocumentClient, PutCommandInput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows } from './batches.ts';
import { type Delivery, type NewDelivery, storedDelivery } from './delivery-row.ts';
import { deliveryKey, submissionOfEventKey, submissionOfLotKey } from './keys.ts';
import type { LotName } from './lot-fates.ts';
import { wholePartition } from './whole-partition.ts';

/**
 * What finds a submission by its lot; `undefined` for a delivery that is of none. It is written before the delivery, or with it: one without its
 * delivery is passed over. It outlives the delivery.
 */
export function lotPointer(
  table: string,
  { tenant, deliveryId, kind, subject: { gtin, lot } }: NewDelivery,
): { readonly Put: PutCommandInput } | undefined {
  if (kind !== 'submission' || gtin === undefined || lot === undefined) return undefined;
  return { Put: { TableName: table, Item: submissionOfLotKey(tenant, gtin, lot, deliveryId) } };
}

/**
 * What finds a submission by the events that it tells of, whatever is said since of what they were about; none for any other delivery. Written like
 * `lotPointer`, and outlives the delivery as well.
 */
export function eventPointers(table: string, { tenant, deliveryId, kind, subject: { eventIds = [] } }: NewDelivery) {
  const ids = kind === 'submission' ? eventIds : [];
  return ids.map((id) => ({ Put: { TableName: table, Item: submissionOfEventKey(tenant, id, deliveryId) } }));
}

const pointer = v.object({ sk: v.string() });

/** Everything that regulators are told of a lot, by delivery id. It costs what the lot has, however much else is told. */
export const submissionsOfLot = (
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { gtin, lot }: LotName,
): Promise<Delivery[]> => pointedAt(db, table, tenant, submissionOfLotKey(tenant, gtin, lot, '').pk);

/** Everything that regulators are told of an event, by delivery id. */
export const submissionsOfEvent = (
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  eventId: string,
): Promise<Delivery[]> => pointedAt(db, table, tenant, submissionOfEventKey(tenant, eventId, '').pk);

async function pointedAt(db: DynamoDBDocumentClient, table: string, tenant: string, pk: string): Promise<Delivery[]> {
  const pointers = await wholePartition({ db, table }, pk);
  const rows = await getRows(
    db,
    table,
    pointers.map((row) => deliveryKey(tenant, v.parse(pointer, row).sk)),
  );
  return rows.map((row) => v.parse(storedDelivery, row)).sort((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
}
