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

const storedJobPlace = v.object({ sk: v.string(), createdAt: v.string() });

const indexPlace = v.object({ pk: v.string(), sk: v.string(), dueAt: v.string() });
/** Where a page ends: in a stretch of the index that begins behind a row of it, or with the first, behind a job of that stretch. */
const pagePlace = v.object({
  behind: v.optional(indexPlace),
  /** Time and id of the job. */
  below: v.optional(v.string()),
});
type PagePlace = v.InferOutput<typeof pagePlace>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/**
 * Jobs of a tenant that are not through, at most `limit`. They are found by the index of what is due, so that all that ever were are not read: of so much of it as one call reads the
 * newest come first, and what follows is found by `next`, which is given as `from`. Where much else is due a page may be short, or empty, and still have a next.
 */
export async function listRunningJobs(here: Here, tenant: string, limit: number, from?: string): Promise<JobPage> {
  const { behind, below } = from === undefined ? {} : v.parse(v.pipe(v.string(), v.parseJson(), pagePlace), from);
  const { rows, onward } = await stretch(here, tenant, behind);
  const places = rows.map((row) => v.parse(storedJobPlace, row));
  const ids = new Map(places.map(({ sk, createdAt }) => [`${createdAt} ${sk}`, sk]));
  const newest = [...ids.keys()].sort().reverse();
  const left = below === undefined ? newest : newest.filter((place) => place < below);
  const chosen = left.slice(0, limit);
  const keys = chosen.map((place) => captureJobKey(tenant, ids.get(place) ?? ''));
  const found = new Map(
    (await getRows(here.db, here.table, keys)).map((row) => [row['sk'], jobOf(v.parse(storedJob, row))]),
  );
  const next: PagePlace | undefined =
    left.length > limit ? { behind, below: chosen.at(-1) } : onward && { behind: v.parse(indexPlace, onward) };
  // One may be through since the index told of it.
  const jobs = keys.flatMap(({ sk }) => found.get(sk) ?? []).filter(({ running }) => running);
  return { jobs, ...(next !== undefined && { next: JSON.stringify(next) }) };
}

function stretch({ db, table }: Here, tenant: string, behind: PagePlace['behind']) {
  const duePk = duePartition(tenant);
  return boundedRows(db, MOST_PAGES, {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :due',
    FilterExpression: 'pk = :jobs AND #running = :running',
    ProjectionExpression: 'sk, createdAt',
    ExpressionAttributeNames: { '#running': 'running' },
    ExpressionAttributeValues: { ':due': duePk, ':jobs': captureJobKey(tenant, '').pk, ':running': true },
    ...(behind && { ExclusiveStartKey: { ...behind, duePk } }),
  });
}
