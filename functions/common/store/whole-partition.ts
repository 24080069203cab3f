import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** All rows of a partition by their sort keys, read consistently, however many pages of the table they are. For partitions that are small by what they hold. */
export async function wholePartition(
  { db, table }: { readonly db: DynamoDBDocumentClient; readonly table: string },
  pk: string,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    });
    const { Items = [], LastEvaluatedKey } = await db.send(query);
    found.push(...Items);
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}
