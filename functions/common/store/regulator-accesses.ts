import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type RegulatorAccess, regulatorAccess } from '#shared/messages/regulator-accesses-api.ts';
import type { AuditRow } from './audit.ts';
import { regulatorAccessKey } from './keys.ts';
import { fetchNoticesFrom } from './notice-fetches.ts';

export type RegulatorAccesses = ReturnType<typeof regulatorAccesses>;

/**
 * How tenants reach the regulators of their markets, in the registry table.
 *
 * @param deliveriesTable where notices are fetched by; needed to set an access of a market that tells any
 */
export function regulatorAccesses(db: DynamoDBDocumentClient, table: string, deliveriesTable = '') {
  return {
    get: async (tenant: string, market: string): Promise<RegulatorAccess | undefined> => {
      const get = new GetCommand({ TableName: table, Key: regulatorAccessKey(tenant, market), ConsistentRead: true });
      const { Item } = await db.send(get);
      return Item && v.parse(regulatorAccess, Item);
    },

    /** All of a tenant's: one for each market at most. */
    list: async (tenant: string): Promise<RegulatorAccess[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': regulatorAccessKey(tenant, '').pk },
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(regulatorAccess, item));
    },

    /**
     * Sets an access, with what the audit trail says of it, or not at all.
     *
     * @param noticesFrom when to begin to fetch what its regulator tells of its own accord; absent where it tells nothing
     */
    put: async (tenant: string, access: RegulatorAccess, audit: AuditRow, noticesFrom?: Date): Promise<void> => {
      const { market } = access;
      const Item = { ...regulatorAccessKey(tenant, market), ...access };
      const fetches = noticesFrom && {
        Update: { TableName: deliveriesTable, ...fetchNoticesFrom(tenant, market, noticesFrom) },
      };
      const TransactItems = [{ Put: { TableName: table, Item } }, audit, ...(fetches ? [fetches] : [])];
      await db.send(new TransactWriteCommand({ TransactItems }));
    },
  };
}
