import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ImportedPool } from '#shared/serials/pool.ts';
import { importKey, importWakeKey, issuerKey, poolKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type ImportTables, listName, type SerialImport } from './serial-import-row.ts';
import { type Also, issuerUnchanged } from './serial-pools-create.ts';
import type { Issuer } from './serial-pools-row.ts';
import { updateExpression } from './update-expression.ts';

/** A list that is stored, and what its pool and GTIN were when it was judged. */
export interface Arrived {
  readonly row: SerialImport & { readonly first: number; readonly last: number; readonly endedAt: string };
  readonly pool: ImportedPool;
  readonly issuer: Issuer;
  readonly lengths: Readonly<Record<string, number>>;
  readonly letters: string;
}

export function finish(here: ImportTables, tenant: string, arrived: Arrived, also: Also) {
  const TransactItems = [...arrival(here, tenant, arrived), ...also];
  return wonOrLost(() => here.db.send(new TransactWriteCommand({ TransactItems })), 'imported', 'overtaken');
}

function arrival({ table, deliveriesTable }: ImportTables, tenant: string, arrived: Arrived): Also {
  const { row, pool, issuer, lengths, letters } = arrived;
  const { condition, values } = issuerUnchanged(issuer);
  const { first, last, endedAt } = row;
  return [
    {
      Update: {
        TableName: table,
        Key: poolKey(tenant, pool.id),
        UpdateExpression: 'SET #last = :last, lengths = :lengths, letters = :letters',
        // A second worker of the same list may be first, and a person may retire the pool.
        ConditionExpression: '#last = :before AND #state <> :retired',
        ExpressionAttributeNames: { '#last': 'last', '#state': 'state' },
        ExpressionAttributeValues: {
          ':last': last,
          ':before': first - 1,
          ':lengths': lengths,
          ':letters': letters,
          ':retired': 'retired',
        },
      },
    },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, pool.gtin),
        UpdateExpression: 'SET lists = :after REMOVE importing',
        ConditionExpression: condition, // a pool may have been made since the codes were compared with all there were
        ExpressionAttributeValues: { ...values, ':after': issuer.lists + 1 },
      },
    },
    {
      Update: {
        TableName: table,
        Key: importKey(tenant, pool.id, row.importId),
        ...updateExpression({ state: 'imported', first, last, count: last - first + 1, endedAt }),
        ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
      },
    },
    { Delete: { TableName: deliveriesTable, Key: importWakeKey(tenant, listName(row)) } },
  ];
}

export function refuse({ db, table }: ImportTables, tenant: string, row: SerialImport) {
  const { problems = [], remedy, endedAt } = row;
  const update = new UpdateCommand({
    TableName: table,
    Key: importKey(tenant, row.pool, row.importId),
    ...updateExpression({ state: 'refused', problems, remedy, endedAt }),
    ConditionExpression: 'attribute_not_exists(endedAt)', // a second worker may have ended it
  });
  return wonOrLost(() => db.send(update), 'refused', 'ended');
}

export function release({ db, table, deliveriesTable }: ImportTables, tenant: string, gtin: string, row: SerialImport) {
  const TransactItems: Also = [
    { Delete: { TableName: deliveriesTable, Key: importWakeKey(tenant, listName(row)) } },
    {
      Update: {
        TableName: table,
        Key: issuerKey(tenant, gtin),
        UpdateExpression: 'REMOVE importing',
        ConditionExpression: 'importing = :name', // a second worker may have let go already, and another list come in
        ExpressionAttributeValues: { ':name': listName(row) },
      },
    },
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'released', 'not-held');
}
