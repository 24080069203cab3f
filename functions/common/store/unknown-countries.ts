import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { due } from './due.ts';
import { unknownCountryKey } from './keys.ts';

/** How often a shipment is looked at again, in milliseconds. */
const LOOK_AGAIN_MS = 3_600_000;

export type UnknownCountries = ReturnType<typeof unknownCountries>;

/** Shipments that are not told because nobody knows their country: a row each in the deliveries table, for which the planner is woken every hour. */
export function unknownCountries(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Has the planner look at it in an hour. Repeating it puts that off. */
    note: async (tenant: string, eventId: string, at: Date): Promise<void> => {
      const wake = due(tenant, new Date(at.getTime() + LOOK_AGAIN_MS), 'plan', { tenant, eventId });
      const Item = { ...unknownCountryKey(tenant, eventId), ...wake };
      await db.send(new PutCommand({ TableName: table, Item }));
    },
    /** Nothing is to be looked at any more. */
    settle: async (tenant: string, eventId: string): Promise<void> => {
      await db.send(new DeleteCommand({ TableName: table, Key: unknownCountryKey(tenant, eventId) }));
    },
  };
}
