import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { captureJobKey, deliveryKey } from './keys.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Pages of a megabyte that one count reads at most: it tells how things stand, and need not be exact beyond that. */
const MOST_PAGES = 10;

export type CountWork = ReturnType<typeof countWork>;

/** Counts what is under way or stuck in the deliveries table. Rows of both kinds expire, so there is never much to count. */
export function countWork(db: DynamoDBDocumentClient, table: string) {
  const count = (pk: string, query: Partial<QueryCommandInput>, values: Record<string, unknown>) =>
    counted(
      db,
      { TableName: table, Select: 'COUNT', KeyConditionExpression: 'pk = :pk', ...query },
      { ':pk': pk, ...values },
    );
  return {
    /** Capture jobs that are running, and those of the last 24 hours that failed. */
    captureJobs: async (tenant: string, at: Date): Promise<{ running: number; failed: number }> => {
      const { pk } = captureJobKey(tenant, '');
      const names = { ExpressionAttributeNames: { '#running': 'running', '#success': 'success' } };
      const since = { ':since': new Date(at.getTime() - DAY_MS).toISOString(), ':true': true, ':false': false };
      const [running, failed] = await Promise.all([
        count(
          pk,
          { FilterExpression: '#running = :true', ExpressionAttributeNames: { '#running': 'running' } },
          { ':true': true },
        ),
        count(
          pk,
          { FilterExpression: '#running <> :true AND #success = :false AND finishedAt >= :since', ...names },
          since,
        ),
      ]);
      return { running, failed };
    },
    /** Deliveries that were given up and wait for a person. */
    parked: (tenant: string): Promise<number> =>
      count(
        deliveryKey(tenant, '').pk,
        { FilterExpression: '#state = :parked', ExpressionAttributeNames: { '#state': 'state' } },
        { ':parked': 'parked' },
      ),
  };
}

async function counted(db: DynamoDBDocumentClient, query: QueryCommandInput, values: Record<string, unknown>) {
  let [sum, from]: [number, Record<string, unknown> | undefined] = [0, undefined];
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const command = new QueryCommand({
      ...query,
      ExpressionAttributeValues: values,
      ...(from && { ExclusiveStartKey: from }),
    });
    const { Count = 0, LastEvaluatedKey } = await db.send(command);
    sum += Count;
    from = LastEvaluatedKey;
    if (from === undefined) break;
  }
  return sum;
}
