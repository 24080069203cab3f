import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type RegulatorAccess, regulatorAccess } from '#shared/messages/regulator-accesses-api.ts';
import type { AuditRow } from './audit.ts';
import { regulatorAccessKey } from './keys.ts';

export type RegulatorAccesses = ReturnType<typeof regulatorAccesses>;

/** How tenants reach the regulators of their markets, in the registry table. */
export function regulatorAccesses(db: DynamoDBDocumentClient, table: string) {
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

    /** Sets an access, with what the audit trail says of it, or not at all. */
    put: async (tenant: string, access: RegulatorAccess, audit: AuditRow): Promise<void> => {
      const Item = { ...regulatorAccessKey(tenant, access.market), ...access };
      await db.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: table, Item } }, audit] }));
    },
  };
}
