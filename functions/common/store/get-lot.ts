import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Lot, lot as storedLot } from '#shared/messages/lots-api.ts';
import { type LotTables, lotKey } from './lot-keys.ts';

/** A lot as it is now; undefined when there is none. */
export async function getLot(
  { db, table }: Pick<LotTables, 'db' | 'table'>,
  tenant: string,
  gtin: string,
  lot: string,
): Promise<Lot | undefined> {
  const Key = lotKey(tenant, gtin, lot);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && v.parse(storedLot, Item);
}
