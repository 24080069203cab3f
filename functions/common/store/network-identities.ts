import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { networkAs2Key, networkIdentityKey } from './network-keys.ts';

const stored = v.object({
  generation: v.number(),
  as2Id: v.string(),
  /** PEM. */
  certificate: v.string(),
  /** Absent once it has ended: what was encrypted for it is read by nobody any more. */
  sealedKey: v.exactOptional(v.string()),
  /** ISO 8601. */
  signsFrom: v.string(),
  createdAt: v.string(),
  createdBy: v.string(),
  endedAt: v.exactOptional(v.string()),
});

/** One generation of what is a tenant's own in AS2: its name, certificate and key. */
export type NetworkIdentity = v.InferOutput<typeof stored>;

const owned = v.object({ tenant: v.string() });

export type NetworkIdentities = ReturnType<typeof networkIdentities>;

/** What is tenants' own towards partners, in the registry table; and whose an AS2 name is, over all tenants. */
export function networkIdentities(db: DynamoDBDocumentClient, table: string) {
  return {
    /** All generations, the latest first. */
    list: async (tenant: string): Promise<NetworkIdentity[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': networkIdentityKey(tenant, 0).pk },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(stored, item));
    },

    /** The tenant that an AS2 name belongs to: a name once taken stays with its tenant, and what is still sent to it arrives. */
    ownerOf: async (as2Id: string): Promise<string | undefined> => {
      const get = new GetCommand({ TableName: table, Key: networkAs2Key(as2Id), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(owned, Item).tenant;
    },

    /** Adds a generation and takes its name, with what the audit trail says of it, or not at all. */
    add: (tenant: string, identity: NetworkIdentity, audit: AuditRow) => {
      const { generation, as2Id } = identity;
      const Identity = {
        TableName: table,
        Item: { ...networkIdentityKey(tenant, generation), ...identity },
        // Two people may make the next one at once: the first stands, and the second is asked to look.
        ConditionExpression: 'attribute_not_exists(pk)',
      };
      const Name = {
        TableName: table,
        Item: { ...networkAs2Key(as2Id), tenant },
        // Two tenants may want one name at once: whose it is decides where documents go, so it changes never.
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant',
        ExpressionAttributeValues: { ':tenant': tenant },
      };
      const write = new TransactWriteCommand({ TransactItems: [{ Put: Identity }, { Put: Name }, audit] });
      return wonOrLost(() => db.send(write), 'added', 'lost');
    },

    /** Ends a generation: its key is thrown away. */
    end: (tenant: string, generation: number, at: Date, audit: AuditRow) => {
      const Update = {
        TableName: table,
        Key: networkIdentityKey(tenant, generation),
        UpdateExpression: 'SET endedAt = :at REMOVE sealedKey',
        // Two people may end it at once: the trail tells it once.
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
        ExpressionAttributeValues: { ':at': at.toISOString() },
      };
      const write = new TransactWriteCommand({ TransactItems: [{ Update }, audit] });
      return wonOrLost(() => db.send(write), 'ended', 'lost');
    },
  };
}
