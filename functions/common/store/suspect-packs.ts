import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { putRows } from './batches.ts';
import { dscsaPackKey } from './dscsa-keys.ts';

export interface SuspectPack {
  readonly gtin: string;
  readonly serial: string;
}

export type SuspectPacks = ReturnType<typeof suspectPacks>;

/** Which cases of suspect product name a pack, in the deliveries table. What stands in the case itself counts: rows are put before it, and never go. */
export function suspectPacks(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Putting them again changes nothing. */
    note: (tenant: string, id: string, packs: readonly SuspectPack[]): Promise<void> => {
      const rows = packs.map(({ gtin, serial }) => ({ ...dscsaPackKey(tenant, gtin, serial, id), id }));
      return putRows(db, table, [...new Map(rows.map((row) => [`${row.pk} ${row.sk}`, row])).values()]);
    },
    /** Ids of the cases that name it. */
    casesOf: async (tenant: string, { gtin, serial }: SuspectPack): Promise<string[]> => {
      const { pk, sk } = dscsaPackKey(tenant, gtin, serial, '');
      const query = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
        ConsistentRead: true,
      });
      return ((await db.send(query)).Items ?? []).map((item) => v.parse(v.object({ id: v.string() }), item).id);
    },
  };
}
