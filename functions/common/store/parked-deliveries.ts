import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { countRows } from './count-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerParkedKey } from './network-keys.ts';

const stored = v.object({ sk: v.string(), at: v.string() });

/** A delivery that was parked, and when; ISO 8601. */
export interface ParkedDelivery {
  readonly deliveryId: string;
  readonly at: string;
}

export type ParkedDeliveries = ReturnType<typeof parkedDeliveries>;

/** Which deliveries to a partner are parked: rows that are written in the transaction that parks one, and taken away in the one that has it sent again. */
export function parkedDeliveries(db: DynamoDBDocumentClient, table: string) {
  const queryOf = (tenant: string, partner: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partnerParkedKey(tenant, partner, '').pk },
    ConsistentRead: true,
  });
  return {
    /** A page of them by id, behind `after`. */
    page: async (tenant: string, partner: string, count: number, after?: string): Promise<ParkedDelivery[]> => {
      const ExclusiveStartKey = after === undefined ? undefined : partnerParkedKey(tenant, partner, after);
      const { Items = [] } = await db.send(
        new QueryCommand({ ...queryOf(tenant, partner), Limit: count, ExclusiveStartKey }),
      );
      return Items.map((item) => {
        const { sk, at } = v.parse(stored, item);
        return { deliveryId: sk, at };
      });
    },
    /** A person ended it otherwise. */
    forget: (tenant: string, partner: string, { deliveryId, at }: ParkedDelivery) => {
      const gone = new DeleteCommand({
        TableName: table,
        Key: partnerParkedKey(tenant, partner, deliveryId),
        // It may have been parked anew since it was looked at: that row stands.
        ConditionExpression: '#at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      });
      return wonOrLost(() => db.send(gone), 'forgotten', 'stands');
    },
    count: (tenant: string, partner: string) => countRows(db, queryOf(tenant, partner)),
  };
}
