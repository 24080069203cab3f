import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { expiry } from './expiry.ts';
import { wonOrLost } from './lost-condition.ts';
import { as2SentKey } from './network-keys.ts';

const receipt = v.object({
  /** As it came: `automatic-action/MDN-sent-automatically; processed`. */
  disposition: v.string(),
  /** As it came: base64, comma, name of the hash. */
  mic: v.exactOptional(v.string()),
  /** Of the object that holds its exact bytes. */
  key: v.string(),
  at: v.string(),
});
export type HeardReceipt = v.InferOutput<typeof receipt>;

const stored = v.object({
  partner: v.string(),
  deliveryId: v.string(),
  /** Integrity check by hash, base64. */
  mics: v.record(v.string(), v.string()),
  signed: v.boolean(),
  /** The last time, ISO 8601. */
  sentAt: v.string(),
  receipt: v.exactOptional(receipt),
});
/** A message whose receipt comes by itself, and the receipt once it came. */
export type SentByAs2 = v.InferOutput<typeof stored>;

export type As2Sent = ReturnType<typeof as2Sent>;

/** Messages sent by AS2 whose receipts come later, in the deliveries table. */
export function as2Sent(db: DynamoDBDocumentClient, table: string) {
  return {
    get: async (tenant: string, messageId: string): Promise<SentByAs2 | undefined> => {
      const get = new GetCommand({ TableName: table, Key: as2SentKey(tenant, messageId), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(stored, Item);
    },

    /** Notes what is about to be sent. Sent again it is the same message, so a receipt that is there stays. */
    expect: async (
      tenant: string,
      messageId: string,
      sent: Omit<SentByAs2, 'receipt' | 'sentAt'>,
      at: Date,
    ): Promise<void> => {
      const { partner, deliveryId, mics, signed } = sent;
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: as2SentKey(tenant, messageId),
          UpdateExpression:
            'SET partner = :partner, deliveryId = :delivery, mics = :mics, signed = :signed, sentAt = :at, #ttl = :ttl',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':partner': partner,
            ':delivery': deliveryId,
            ':mics': mics,
            ':signed': signed,
            ':at': at.toISOString(),
            ':ttl': expiry(at).ttl,
          },
        }),
      );
    },

    /** Keeps the receipt of a message; `lost` where one is there already or the message is not known. */
    hear: (tenant: string, messageId: string, heard: HeardReceipt) => {
      const update = new UpdateCommand({
        TableName: table,
        Key: as2SentKey(tenant, messageId),
        UpdateExpression: 'SET receipt = :receipt',
        // Receipts come twice, or another after the first: what was said first was acted upon.
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(receipt)',
        ExpressionAttributeValues: { ':receipt': heard },
      });
      return wonOrLost(() => db.send(update), 'heard', 'lost');
    },
  };
}
