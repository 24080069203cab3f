import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type PartnerMessageTold, partnerMessageTold } from '#shared/messages/partner-messages-api.ts';
import { expiry } from './expiry.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerMailKey, partnerMailOfKey } from './network-keys.ts';

const stored = v.object({ sk: v.string(), ...partnerMessageTold.entries });

export type PartnerMailbox = ReturnType<typeof partnerMailbox>;

/** Messages that stand ready for partners that fetch them, in the deliveries table; their bytes are those of their deliveries. */
export function partnerMailbox(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Puts a message there; `known` when one of its id is there already. */
    put: (tenant: string, partner: string, message: PartnerMessageTold) => {
      const kept = expiry(new Date(message.readyAt));
      const place = `${message.readyAt}#${message.message}`;
      const TransactItems = [
        { Put: { TableName: table, Item: { ...partnerMailKey(tenant, partner, place), ...message, ...kept } } },
        {
          Put: {
            TableName: table,
            Item: { ...partnerMailOfKey(tenant, partner, message.message), ...kept },
            // A sender that died may have put it there: it is there once, in its first place.
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'put', 'known');
    },
    /** The oldest first, at most `limit`, beginning behind `after`. */
    list: async (tenant: string, partner: string, limit: number, after?: string) => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partnerMailKey(tenant, partner, '').pk },
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: partnerMailKey(tenant, partner, after) }),
      });
      const { Items = [], LastEvaluatedKey } = await db.send(query);
      const rows = Items.map((item) => v.parse(stored, item));
      const messages = rows.map(({ sk: _, ...message }): PartnerMessageTold => message);
      return { messages, ...(LastEvaluatedKey !== undefined && { next: rows.at(-1)?.sk ?? '' }) };
    },
  };
}
