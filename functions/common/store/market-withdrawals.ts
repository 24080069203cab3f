import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type MarketWithdrawal, marketWithdrawal } from '#shared/messages/withdrawals-api.ts';
import { auditPut, type NewEntry } from './audit.ts';
import type { NewDelivery } from './delivery-row.ts';
import { marketWithdrawalKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { newRow } from './new-delivery.ts';

export type MarketWithdrawals = ReturnType<typeof marketWithdrawals>;

/** Products that are withdrawn from a market: one row for each market in the registry table. There is no way back. */
export function marketWithdrawals(db: DynamoDBDocumentClient, table: string, deliveriesTable = '') {
  return {
    get: async (tenant: string, gtin: string, market: string): Promise<MarketWithdrawal | undefined> => {
      const Key = marketWithdrawalKey(tenant, gtin, market);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(marketWithdrawal, Item);
    },
    /** Of one product: one for each market at most. */
    of: async (tenant: string, gtin: string): Promise<MarketWithdrawal[]> => {
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': marketWithdrawalKey(tenant, gtin, '').pk },
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(marketWithdrawal, item));
    },
    /** Withdraws it, has the regulator told, and says so in the audit trail: all or nothing. */
    create: (tenant: string, made: MarketWithdrawal, reports: readonly NewDelivery[], audit: NewEntry) => {
      const at = new Date(made.signature.at);
      // Two people may withdraw it at once: the first did, and what is told to the regulator is told once.
      const ConditionExpression = 'attribute_not_exists(pk)';
      const Item = { ...marketWithdrawalKey(tenant, made.gtin, made.market), ...made };
      const TransactItems = [
        { Put: { TableName: table, Item, ConditionExpression } },
        ...reports.map((one) => ({ Put: { TableName: deliveriesTable, Item: newRow(one, at), ConditionExpression } })),
        auditPut(table, tenant, audit),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
    },
  };
}
