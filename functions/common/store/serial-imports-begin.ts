import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { due } from './due.ts';
import { importKey, importWakeKey, issuerKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type ImportTables, listName, type SerialImport } from './serial-import-row.ts';
import { updateExpression } from './update-expression.ts';

export function create({ db, table, deliveriesTable }: ImportTables, tenant: string, row: SerialImport, dueAt: Date) {
  const { pool, importId } = row;
  const wake = due(tenant, dueAt, 'import', { tenant, pool, importId });
  const TransactItems = [
    {
      Put: {
        TableName: table,
        Item: { ...importKey(tenant, pool, importId), ...row },
        ConditionExpression: 'attribute_not_exists(pk)', // one import id may be sent twice at once: one list comes in
      },
    },
    { Put: { TableName: deliveriesTable, Item: { ...importWakeKey(tenant, listName(row)), ...wake } } },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'created', 'exists');
}

export function claim({ db, table }: ImportTables, tenant: string, gtin: string, row: SerialImport) {
  const TransactItems = [
    {
      ConditionCheck: {
        TableName: table,
        Key: importKey(tenant, row.pool, row.importId),
        ConditionExpression: 'attribute_not_exists(endedAt)', // another worker may have ended it: nobody would let go of the claim
      },
    },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, gtin),
        UpdateExpression: 'SET importing = :name',
        // Two lists of one GTIN may come at once, each judged before the other was there: one waits for the other's end.
        ConditionExpression: 'attribute_not_exists(importing) OR importing = :name',
        ExpressionAttributeValues: { ':name': listName(row) },
      },
    },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'claimed', 'held');
}

export async function storing(
  { db, table, deliveriesTable }: ImportTables,
  tenant: string,
  row: SerialImport,
  dueAt: Date,
) {
  const { pool, importId } = row;
  const wake = due(tenant, dueAt, 'import', { tenant, pool, importId });
  const TransactItems = [
    {
      Update: {
        TableName: table,
        Key: importKey(tenant, pool, importId),
        ...updateExpression({ state: 'storing', stored: true }),
        ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
      },
    },
    { Put: { TableName: deliveriesTable, Item: { ...importWakeKey(tenant, listName(row)), ...wake } } },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'storing', 'ended');
}
