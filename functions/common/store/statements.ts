import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type MadeStatement, madeStatement } from '#shared/messages/statements-api.ts';
import { auditPut, type NewEntry } from './audit.ts';
import type { NewDelivery } from './delivery-row.ts';
import { statementKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { lotPointer } from './lot-submissions.ts';
import { newRow } from './new-delivery.ts';

export type Statements = ReturnType<typeof statements>;

/** What people had regulators told by hand: one row for each in the registry table. */
export function statements(db: DynamoDBDocumentClient, table: string, deliveriesTable: string) {
  return {
    get: async (tenant: string, statement: string): Promise<MadeStatement | undefined> => {
      const Key = statementKey(tenant, statement);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(madeStatement, Item);
    },
    /** Keeps it, has the regulator told, and says so in the audit trail: all or nothing. */
    create: (tenant: string, made: MadeStatement, reports: readonly NewDelivery[], audit: NewEntry) => {
      const at = new Date(made.signature.at);
      // The same may be sent twice at once: the first is told, once.
      const ConditionExpression = 'attribute_not_exists(pk)';
      const Item = { ...statementKey(tenant, made.statement), ...made };
      const TransactItems = [
        { Put: { TableName: table, Item, ConditionExpression } },
        ...reports.flatMap((one) => [
          { Put: { TableName: deliveriesTable, Item: newRow(one, at), ConditionExpression } },
          ...pointersOf(deliveriesTable, one),
        ]),
        auditPut(table, tenant, audit),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
    },
  };
}

function pointersOf(table: string, report: NewDelivery) {
  const pointer = lotPointer(table, report);
  return pointer === undefined ? [] : [pointer];
}
