import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { inLanes } from './batches.ts';
import { EPC_BUCKETS, ownlessKey } from './index-rows.ts';
import { foreignEpcKey } from './keys.ts';

/** Whether an EPC (canonical) may be known though no pool of ours issued it. */
export type MayBeForeign = (epc: string) => boolean;

export type ForeignUnits = ReturnType<typeof foreignUnits>;

/**
 * Where the ledger has units of a product that no pool of ours issued: mostly nowhere, and then nobody has to look for one. What is captured meanwhile is
 * missed.
 */
export const foreignUnits =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, gtin: string): Promise<MayBeForeign> => {
    const settled = await bucketsOf(db, table, tenant, gtin);
    return (epc) => settled.has(ownlessKey(tenant, epc, '').pk);
  };

/** True for a product of which the ledger has any units that no pool of ours issued. */
export type HasForeignUnits = ReturnType<typeof hasForeignUnits>;

export const hasForeignUnits =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, gtin: string): Promise<boolean> =>
    (await bucketsOf(db, table, tenant, gtin)).size > 0;

async function bucketsOf(db: DynamoDBDocumentClient, table: string, tenant: string, gtin: string) {
  const buckets = Array.from({ length: EPC_BUCKETS }, (_, bucket) => foreignEpcKey(tenant, bucket, '', '').pk);
  const found = await inLanes(buckets, async (pk) => {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :begin)',
      ExpressionAttributeValues: { ':pk': pk, ':begin': `https://id.gs1.org/01/${gtin}/` },
      ConsistentRead: true,
      Limit: 1,
    });
    return ((await db.send(query)).Items ?? []).length > 0 ? [pk] : [];
  });
  return new Set(found.flat());
}
