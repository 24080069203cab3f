import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { inLanes } from './batches.ts';
import { type CaptureJob, jobOf, storedJob } from './capture-job-row.ts';
import { captureJobKey } from './keys.ts';

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** A page of jobs. `next` is given as `from` for the page that follows. */
export interface JobPage {
  readonly jobs: readonly CaptureJob[];
  readonly next?: string;
}

const LINE = 'line~';
/** As many as the greatest sequence has. */
const DIGITS = 16;
/** Rows of one line that are read at once: of many lines few are on one page. */
const BATCH = 25;
/** Lists that are asked at once. */
const LANES = 16;
/** Names in an id, one behind the other: tenant, site, line. */
const LEVELS = 3;

const escaped = (name: string) => name.replaceAll('%', '%25').replaceAll('~', '%7E');
const unescaped = (name: string) => name.replaceAll('%7E', '~').replaceAll('%25', '%');

/**
 * Id of the job that a line's message is. Those of a line stand in the order of its sequence. A `~` inside a name is escaped, so no two lines share an
 * id; URLs take it as it is.
 */
export const lineJobId = (line: { tenant: string; site: string; line: string }, sequence: number): string =>
  LINE + [line.tenant, line.site, line.line].map(escaped).concat(String(sequence).padStart(DIGITS, '0')).join('~');

/** The line whose message a job is; undefined of other jobs. */
export function lineOfJob(captureId: string): { tenant: string; site: string; line: string } | undefined {
  if (!captureId.startsWith(LINE)) return undefined;
  const [tenant = '', site = '', line = ''] = captureId.slice(LINE.length).split('~').map(unescaped);
  return { tenant, site, line };
}

/**
 * Jobs of a tenant, the newest first, at most `limit`. Keys have an order of time among the jobs made over HTTP and among those of each line: a page
 * merges these by when each job was made, and what is made meanwhile shifts none that follows.
 */
export async function listCaptureJobs(here: Here, tenant: string, limit: number, from?: string): Promise<JobPage> {
  const { pk } = captureJobKey(tenant, '');
  const starts = from === undefined ? await newest(here, pk) : readPlace(from);
  const rows = starts.map((high) => jobsFrom(here, pk, high, high.startsWith(LINE) ? BATCH : limit + 1));
  const heads = await inLanes(rows, async (source) => ({ source, job: await nextOf(source) }), LANES);
  const jobs: CaptureJob[] = [];
  for (let head = newestOf(heads); head?.job !== undefined && jobs.length < limit; head = newestOf(heads)) {
    jobs.push(head.job);
    head.job = await nextOf(head.source);
  }
  const left = heads.flatMap(({ job }) => job?.captureId ?? []);
  return { jobs, ...(left.length > 0 && { next: writePlace(left) }) };
}

interface Head {
  readonly source: AsyncGenerator<CaptureJob>;
  job: CaptureJob | undefined;
}

const newestOf = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>((a, b) => (a !== undefined && orderOf(a) >= orderOf(b) ? a : b), undefined);

const orderOf = ({ job }: Head): string => (job === undefined ? '' : `${job.createdAt} ${job.captureId}`);

async function nextOf(source: AsyncGenerator<CaptureJob>): Promise<CaptureJob | undefined> {
  const { value, done } = await source.next();
  return done === true ? undefined : value;
}

/** Where each list begins: that of the jobs made over HTTP, and that of each line. */
const newest = async (here: Here, pk: string): Promise<string[]> => [
  LINE.slice(0, -1),
  ...(await newestIn(here, pk, LINE, LEVELS)),
];

/** The newest job of each line whose ids begin so. Names of one level are found one behind the other, what is below them in lanes. */
async function newestIn(here: Here, pk: string, begins: string, levels: number): Promise<string[]> {
  const found: string[] = [];
  const nameIn = (id: string) => id.slice(0, id.indexOf('~', begins.length) + 1);
  for (let below = `${begins}~`; ; ) {
    const last = await lastIn(here, pk, begins, below);
    if (last === undefined) break;
    found.push(last);
    below = nameIn(last);
  }
  if (levels === 1) return found;
  return (await inLanes(found.map(nameIn), (name) => newestIn(here, pk, name, levels - 1), LANES)).flat();
}

/** The last id that begins so and is not behind `below`. */
async function lastIn({ db, table }: Here, pk: string, begins: string, below: string): Promise<string | undefined> {
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :below',
      ExpressionAttributeValues: { ':pk': pk, ':low': begins, ':below': below },
      ProjectionExpression: 'sk',
      ScanIndexForward: false,
      Limit: 1,
    }),
  );
  return Items.map((item) => v.parse(v.object({ sk: v.string() }), item).sk)[0];
}

/** What the ids of a line begin with; no id is that alone. */
const listOf = (lineId: string): string => lineId.slice(0, lineId.lastIndexOf('~') + 1);

/** Jobs of the list that `high` stands in, from it on, the newest first. */
async function* jobsFrom({ db, table }: Here, pk: string, high: string, batch: number): AsyncGenerator<CaptureJob> {
  const low = high.startsWith(LINE) ? listOf(high) : ' ';
  for (let start: QueryCommandOutput['LastEvaluatedKey'], isFirst = true; isFirst || start !== undefined; ) {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': high },
      ScanIndexForward: false,
      Limit: batch,
      ...(start !== undefined && { ExclusiveStartKey: start }),
    });
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await db.send(query);
    for (const item of Items) yield jobOf(v.parse(storedJob, item));
    start = LastEvaluatedKey;
    isFirst = false;
  }
}

/** The job that each list goes on with, one to a line; parts of ids that are as in the line before are left out, for there may be hundreds. */
function writePlace(ids: readonly string[]): string {
  const all = ids.map((id) => id.split('~'));
  return all.map((parts, i) => parts.map((part, at) => (part === all[i - 1]?.[at] ? '' : part)).join('~')).join('\n');
}

function readPlace(place: string): string[] {
  let before: readonly string[] = [];
  return place.split('\n').map((line) => {
    before = line.split('~').map((part, at) => part || (before[at] ?? ''));
    return before.join('~');
  });
}
