import {
  type DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/lib-dynamodb';

/** How many rows a query finds: it is asked page by page until there are no more. */
export async function countRows(db: DynamoDBDocumentClient, query: QueryCommandInput): Promise<number> {
  let [all, from]: [number, QueryCommandInput['ExclusiveStartKey']] = [0, undefined];
  do {
    const page: QueryCommandOutput = await db.send(
      new QueryCommand({ ...query, Select: 'COUNT', ExclusiveStartKey: from }),
    );
    all += page.Count ?? 0;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return all;
}
