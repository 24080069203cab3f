import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
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

const counted = v.object({ named: v.optional(v.number(), 0) });

/** One generation of a tenant's key for SFTP, as it is kept. */
export type StoredSshKey = v.InferOutput<typeof stored>;

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type SshKeys = ReturnType<typeof sshKeys>;

/** Keys by which tenants log in at their partners' SFTP servers, in the registry table, beside the first of each, which needs no row. */
export function sshKeys(db: DynamoDBDocumentClient, table: string) {
  const commit = (Put: Write['Put'], audit: AuditRow, checks: readonly Write[] = []) =>
    wonOrLost(
      () => db.send(new TransactWriteCommand({ TransactItems: [{ Put }, ...checks, audit] })),
      'stored',
      'lost',
    );
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

    /** How often versions of partners were approved that name a generation. To be read before those are looked at. */
    namings: async (tenant: string, generation: number): Promise<number> => {
      const get = new GetCommand({ TableName: table, Key: networkSshKey(tenant, generation), ConsistentRead: true });
      return v.parse(counted, (await db.send(get)).Item ?? {}).named;
    },

    /**
     * Ends a generation: its key is thrown away. `lost` where it has ended, or `left`, or a version was approved that names it: all is to be looked at again.
     *
     * @param key as it is to stay, without its sealed half
     * @param seen `namings` as they were read, and another generation that has not ended
     */
    end: (
      tenant: string,
      { sealedKey: _, ...key }: StoredSshKey,
      { namings, left }: { readonly namings: number; readonly left: number },
      audit: AuditRow,
    ) => {
      const Item = { ...networkSshKey(tenant, key.generation), ...key };
      const isSame = namings === 0 ? 'attribute_not_exists(named)' : 'named = :seen';
      const put = {
        ...{ TableName: table, Item },
        // Two people may end it at once: the trail tells it once. A version that names it may be approved at once: who comes second is refused.
        ConditionExpression: `attribute_not_exists(endedAt) AND ${isSame}`,
        ...(namings > 0 && { ExpressionAttributeValues: { ':seen': namings } }),
      };
      // Two people may end the last two at once: one of them is left.
      const ConditionCheck = {
        ...{ TableName: table, Key: networkSshKey(tenant, left) },
        ConditionExpression: 'attribute_not_exists(endedAt)',
      };
      return commit(put, audit, [{ ConditionCheck }]);
    },
  };
}
