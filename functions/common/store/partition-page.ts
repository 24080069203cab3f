import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';

interface Page {
  readonly limit: number;
  /** Absent: the last first. */
  readonly ascending?: boolean;
  /** Sort key of the last row of the page before. */
  readonly after?: string | undefined;
}

/** One page of the rows of a partition, by their sort keys; `next` is the `after` of the page behind it, where there is one. */
export async function partitionPage(
  { db, table }: { readonly db: DynamoDBDocumentClient; readonly table: string },
  pk: string,
  { limit, ascending = false, after }: Page,
) {
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
      ScanIndexForward: ascending,
      ConsistentRead: true,
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    }),
  );
  return { rows: Items, next: LastEvaluatedKey && v.parse(v.string(), LastEvaluatedKey['sk']) };
}
