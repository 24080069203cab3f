import {
  type DynamoDBDocumentClient,
  type PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { wonOrLost } from './lost-condition.ts';
import { networkSshKey } from './network-keys.ts';

const stored = v.object({
  generation: v.number(),
  /** The line for `authorized_keys`. Absent of the first, which is derived and has a row only once it has ended. */
  publicKey: v.exactOptional(v.string()),
  /** Absent of the first, and once it has ended: nobody logs in with it any more. */
  sealedKey: v.exactOptional(v.string()),
  /** ISO 8601. */
  createdAt: v.exactOptional(v.string()),
  endedAt: v.exactOptional(v.string()),
});

/** One generation of a tenant's key for SFTP, as it is kept. */
export type StoredSshKey = v.InferOutput<typeof stored>;

export type SshKeys = ReturnType<typeof sshKeys>;

/** Keys by which tenants log in at their partners' SFTP servers, in the registry table, beside the first of each, which needs no row. */
export function sshKeys(db: DynamoDBDocumentClient, table: string) {
  const commit = (Put: ConstructorParameters<typeof PutCommand>[0], audit: AuditRow) =>
    wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [{ Put }, audit] })), 'stored', 'lost');
  return {
    /** All that have a row, the latest first. */
    list: async (tenant: string): Promise<StoredSshKey[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': networkSshKey(tenant, 0).pk },
        ScanIndexForward: false,
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(stored, item));
    },

    /** Adds a generation, with what the audit trail says of it, or not at all. */
    add: (tenant: string, key: StoredSshKey, audit: AuditRow) => {
      const Item = { ...networkSshKey(tenant, key.generation), ...key };
      // Two people may make the next one at once: the first stands, and the second is told of it.
      return commit({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }, audit);
    },

    /** Ends a generation: its key is thrown away. @param key as it is to stay, without its sealed half */
    end: (tenant: string, { sealedKey: _, ...key }: StoredSshKey, audit: AuditRow) => {
      const Item = { ...networkSshKey(tenant, key.generation), ...key };
      // Two people may end it at once: the trail tells it once.
      return commit({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(endedAt)' }, audit);
    },
  };
}
