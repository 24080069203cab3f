import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

/** The rows that a query finds within so many pages of a megabyte; `more` says that it was not read to its end, and `onward` is where it would go on. */
export async function boundedRows(
  db: DynamoDBDocumentClient,
  most: number,
  query: QueryCommandInput,
): Promise<{ rows: unknown[]; more: boolean; onward?: Record<string, unknown> }> {
  const rows: unknown[] = [];
  let from: Record<string, unknown> | undefined;
  for (let pages = 0; pages < most; pages++) {
    const command = new QueryCommand({ ...query, ...(from && { ExclusiveStartKey: from }) });
    const { Items = [], LastEvaluatedKey } = await db.send(command);
    rows.push(...Items);
    from = LastEvaluatedKey;
    if (from === undefined) break;
  }
  return { rows, more: from !== undefined, ...(from && { onward: from }) };
}
