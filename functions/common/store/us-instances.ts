import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { usInstanceKey } from './dscsa-keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** A document as its sender names it. */
export interface UsInstance {
  readonly sender: string;
  /** InstanceIdentifier of the Standard Business Document Header. */
  readonly instance: string;
}

export type UsInstances = ReturnType<typeof usInstances>;

/** Documents of the GS1 US guideline that were captured, by the ids their senders gave them: in the deliveries table, which keeps them. */
export function usInstances(db: DynamoDBDocumentClient, table: string) {
  const keyOf = (tenant: string, { sender, instance }: UsInstance) => usInstanceKey(tenant, sender, instance);
  return {
    /** SHA-256 of the document that was captured under this id. */
    digestOf: async (tenant: string, of: UsInstance): Promise<string | undefined> => {
      const get = new GetCommand({ TableName: table, Key: keyOf(tenant, of), ConsistentRead: true });
      return v.parse(v.optional(v.object({ digest: v.string() })), (await db.send(get)).Item)?.digest;
    },
    /** Notes a document that is captured; `other` when another one was meanwhile. The same again changes nothing. */
    note: (tenant: string, of: UsInstance, digest: string, captureId: string) => {
      const put = new PutCommand({
        TableName: table,
        Item: { ...keyOf(tenant, of), digest, captureId },
        // Two documents under one id may be judged at once: the first that is captured has it.
        ConditionExpression: 'attribute_not_exists(pk) OR digest = :digest',
        ExpressionAttributeValues: { ':digest': digest },
      });
      return wonOrLost(() => db.send(put), 'noted', 'other');
    },
  };
}
