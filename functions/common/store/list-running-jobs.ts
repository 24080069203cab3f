import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows } from './batches.ts';
import { boundedRows } from './bounded-rows.ts';
import { jobOf, storedJob } from './capture-job-row.ts';
import { dueIndex, duePartition } from './due.ts';
import { captureJobKey } from './keys.ts';
import type { JobPage } from './list-capture-jobs.ts';

/** Pages of a megabyte that are read at most of what is due: as many as the overview counts them in. */
const MOST_PAGES = 4;

const storedPlace = v.object({ sk: v.string(), createdAt: v.string() });

/**
 * Jobs of a tenant that are not through, the newest first, at most `limit`. They are found by the index of what is due, so that all that ever were are not read; `next` is the
 * time and id of the last, and given as `from` for the page that follows.
 */
export async function listRunningJobs(
  { db, table }: { readonly db: DynamoDBDocumentClient; readonly table: string },
  tenant: string,
  limit: number,
  from?: string,
): Promise<JobPage> {
  const { rows } = await boundedRows(db, MOST_PAGES, {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :due',
    FilterExpression: 'pk = :jobs AND #running = :running',
    ProjectionExpression: 'sk, createdAt',
    ExpressionAttributeNames: { '#running': 'running' },
    ExpressionAttributeValues: {
      ':due': duePartition(tenant),
      ':jobs': captureJobKey(tenant, '').pk,
      ':running': true,
    },
  });
  const places = rows.map((row) => v.parse(storedPlace, row));
  const ids = new Map(places.map(({ sk, createdAt }) => [`${createdAt} ${sk}`, sk]));
  const newest = [...ids.keys()].sort().reverse();
  const left = from === undefined ? newest : newest.filter((place) => place < from);
  const chosen = left.slice(0, limit);
  const keys = chosen.map((place) => captureJobKey(tenant, ids.get(place) ?? ''));
  const found = new Map((await getRows(db, table, keys)).map((row) => [row['sk'], jobOf(v.parse(storedJob, row))]));
  const last = left.length > limit ? chosen.at(-1) : undefined;
  // One may be through since the index told of it.
  const jobs = keys.flatMap(({ sk }) => found.get(sk) ?? []).filter(({ running }) => running);
  return { jobs, ...(last !== undefined && { next: last }) };
}
