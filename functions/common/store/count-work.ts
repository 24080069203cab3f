import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { boundedRows } from './bounded-rows.ts';
import { captureJobKey, deliveryKey } from './keys.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Pages of a megabyte that one count reads at most: it tells how things stand, and need not be exact beyond that. */
const MOST_PAGES = 10;
/** The same of rows whose keys have no order in time. */
const MOST_UNORDERED = 4;

const standing = v.object({ running: v.optional(v.boolean()) });

export type CountWork = ReturnType<typeof countWork>;

/** Counts what is under way or stuck in the deliveries table. */
export function countWork(db: DynamoDBDocumentClient, table: string) {
  return {
    /**
     * Capture jobs begun in the last 24 hours that are running, or failed; of very many the newest. Messages of lines are jobs that were done when
     * they came: of them the failed ones count, as far as 4 MB of rows tell.
     */
    captureJobs: async (tenant: string, at: Date): Promise<{ running: number; failed: number }> => {
      const { pk } = captureJobKey(tenant, '');
      const day = new Date(at.getTime() - DAY_MS).toISOString();
      const query = { TableName: table, ScanIndexForward: false, ProjectionExpression: '#running' };
      const names = { '#running': 'running', '#success': 'success' };
      const [dated, lines] = await Promise.all([
        boundedRows(db, MOST_PAGES, {
          ...query,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :since AND :end',
          FilterExpression: '#running = :true OR #success = :false',
          ExpressionAttributeNames: names,
          // Ids that begin with their time; `:` comes after every digit.
          ExpressionAttributeValues: {
            ':pk': pk,
            ':since': day.replace(/[-:.]/g, ''),
            ':end': ':',
            ':true': true,
            ':false': false,
          },
        }),
        boundedRows(db, MOST_UNORDERED, {
          ...query,
          KeyConditionExpression: 'pk = :pk AND sk > :end',
          FilterExpression: '#success = :false AND finishedAt >= :since',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':pk': pk, ':end': ':', ':since': day, ':false': false },
        }),
      ]);
      const running = dated.rows.filter((row) => v.parse(standing, row).running === true).length;
      return { running, failed: dated.rows.length - running + lines.rows.length };
    },
    /** Deliveries that were given up and wait for a person. They go by ids without order, and expire. */
    parked: async (tenant: string): Promise<number> => {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '#state = :parked',
        ProjectionExpression: '#state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':pk': deliveryKey(tenant, '').pk, ':parked': 'parked' },
      };
      return (await boundedRows(db, MOST_UNORDERED, query)).rows.length;
    },
  };
}
