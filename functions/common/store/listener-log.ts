import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type LoggedDelivery, loggedDelivery } from '#shared/announcements/listeners-api.ts';
import { listenerLogKey } from './network-keys.ts';

const KEPT_DAYS = 30;

export type ListenerLog = ReturnType<typeof listenerLog>;

/** What listeners were told, each time it was tried, in the deliveries table. */
export function listenerLog(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Keeps what became of one try. */
    add: async (tenant: string, listener: string, entry: LoggedDelivery): Promise<void> => {
      const ttl = Math.floor(Date.parse(entry.at) / 1000) + KEPT_DAYS * 86_400;
      const Item = { ...listenerLogKey(tenant, listener, entry.n), ...entry, ttl };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    get: async (tenant: string, listener: string, n: string): Promise<LoggedDelivery | undefined> => {
      const Key = listenerLogKey(tenant, listener, n);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(loggedDelivery, Item);
    },
    /** The newest first, at most `limit`, beginning behind `after`. */
    list: async (tenant: string, listener: string, limit: number, after?: string) => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': listenerLogKey(tenant, listener, '').pk },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: listenerLogKey(tenant, listener, after) }),
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const deliveries = Items.map((item) => v.parse(loggedDelivery, item));
      return { deliveries, ...(LastEvaluatedKey !== undefined && { next: deliveries.at(-1)?.n ?? '' }) };
    },
  };
}

/** Name of a try: by its time, and what was told. One listener is told one thing at a time. */
export const logName = (at: Date, event: string): string =>
  `${at.toISOString().replace(/[-:.]/g, '')}-${event.slice(-12)}`;
