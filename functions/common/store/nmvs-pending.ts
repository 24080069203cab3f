import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nmvsPendingKey } from './keys.ts';

const storedPending = v.object({ sk: v.string(), alertIds: v.array(v.string()) });

/** Some alerts whose causes are still to be found. */
export type NmvsPending = v.InferOutput<typeof storedPending>;

export type NmvsPendingAlerts = ReturnType<typeof nmvsPending>;

/**
 * Alerts that are still to be looked into, in the deliveries table. A row is written before its alerts, and goes when all of them were looked into: one that
 * names an alert that was never stored is harmless. Who fetches a country's alerts holds its lease, and alone writes them.
 */
export function nmvsPending(db: DynamoDBDocumentClient, table: string) {
  return {
    /** @param at when they were fetched, ISO 8601 */
    put: async (tenant: string, country: string, at: string, alertIds: readonly string[]): Promise<void> => {
      const Item = { ...nmvsPendingKey(tenant, country, `${at}#${alertIds[0] ?? ''}`), alertIds };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    /** The oldest, or the latest. */
    next: async (tenant: string, country: string, latest: boolean): Promise<NmvsPending | undefined> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': nmvsPendingKey(tenant, country, '').pk },
        ScanIndexForward: !latest,
        ConsistentRead: true,
        Limit: 1,
      });
      const [item] = (await db.send(query)).Items ?? [];
      return item && v.parse(storedPending, item);
    },
    done: async (tenant: string, country: string, { sk }: NmvsPending): Promise<void> => {
      await db.send(new DeleteCommand({ TableName: table, Key: nmvsPendingKey(tenant, country, sk) }));
    },
  };
}
