import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { putRows } from '#common/store/batches.ts';
import { deliveryKey } from '#common/store/keys.ts';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { tables } from './dynoxide.ts';

const at = '2026-03-01T10:00:00.000Z';

/** Rows of one write to the engine at a time, which keeps the memory of the test small. */
const AT_A_TIME = 5_000;

/** The n-th of many: ids in the order of n. */
export const nthDelivery = (n: number): string => `delivery-${String(n).padStart(8, '0')}`;

/** Fills the list of a tenant with submissions that are done, but those that `stateOf` says stand otherwise. Straight into the table, since nobody makes so many by hand. */
export async function manyDeliveries(
  db: DynamoDBDocumentClient,
  tenant: string,
  count: number,
  stateOf: (n: number) => DeliveryState,
): Promise<void> {
  for (let from = 0; from < count; from += AT_A_TIME) {
    const rows = Array.from({ length: Math.min(AT_A_TIME, count - from) }, (_, i) => {
      const deliveryId = nthDelivery(from + i);
      const subject = { gtin: '09521321543218', lot: `L${Math.floor((from + i) / 10)}` };
      return {
        ...deliveryKey(tenant, deliveryId),
        ...{ tenant, deliveryId, kind: 'submission', market: 'eu', subject, state: stateOf(from + i) },
        ...{ attempts: 1, polls: 0, createdAt: at, updatedAt: at },
      };
    });
    await putRows(db, tables.deliveries, rows);
  }
}
