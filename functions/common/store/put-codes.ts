import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { chunksOf, type Row } from './batches.ts';
import { importKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import type { ImportTables, SerialImport } from './serial-import-row.ts';

/** Rows of one write: a row has 400 kB at most, a transaction 4 MB. */
export const CODE_ROWS_A_WRITE = 8;

/** Puts rows of codes of a list, in order, for as long as it has not ended. Putting them again changes nothing. */
export async function putCodes(
  { db, table }: ImportTables,
  tenant: string,
  { pool, importId }: SerialImport,
  rows: readonly Row[],
): Promise<'put' | 'ended'> {
  const ConditionCheck = {
    TableName: table,
    Key: importKey(tenant, pool, importId),
    // Whoever is believed dead may still write when its list was refused and the next one has the same counters.
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
  };
  for (const some of chunksOf(rows, CODE_ROWS_A_WRITE)) {
    const TransactItems = [{ ConditionCheck }, ...some.map((Item) => ({ Put: { TableName: table, Item } }))];
    const command = () => db.send(new TransactWriteCommand({ TransactItems }));
    if ((await wonOrLost(command, 'put', 'ended')) === 'ended') return 'ended';
  }
  return 'put';
}
