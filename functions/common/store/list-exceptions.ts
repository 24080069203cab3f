import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { exceptionStateKey, exceptionUnitKey } from './exception-keys.ts';
import { type ExceptionRow, type ExceptionState, isActive } from './exception-row.ts';
import { short } from './index-rows.ts';
import { type Concern, concerns } from './unit-exceptions.ts';

/** Which exceptions are wanted; an absent filter fits all. */
export interface WantedExceptions {
  readonly state?: ExceptionState | 'active' | undefined;
  readonly rule?: string | undefined;
  readonly severity?: string | undefined;
  readonly assignee?: string | undefined;
  /** Canonical. */
  readonly epc?: string | undefined;
}

/** Rows one page reads at most, so that a filter nothing fits ends. */
const MOST_READ = 2_000;
/** Rows that are read together, however few are wanted: a filter may pass few of them. */
const LEAST_READ = 100;

const listed = v.object({ sk: v.string(), exceptionId: v.string() });

/**
 * One page of a tenant's exceptions, the newest first, `perPage` at most. `next` is given as `after`; a page may be short, or empty, and still have a
 * next.
 */
export async function listExceptions(
  { db, table, byIds }: { db: DynamoDBDocumentClient; table: string; byIds: ByIds },
  tenant: string,
  wanted: WantedExceptions,
  { perPage, after }: { perPage: number; after?: string | undefined },
): Promise<{ exceptions: ExceptionRow[]; next?: string }> {
  const found: ExceptionRow[] = [];
  const size = Math.max(perPage, LEAST_READ);
  let [at, isMore] = [after, true];
  for (let read = 0; isMore && found.length < perPage && read < MOST_READ; ) {
    const entries = await page(db, table, listsOf(tenant, wanted), at, size);
    read += entries.length;
    const ids = entries.map(({ exceptionId }) => exceptionId);
    const rows = new Map((await byIds(tenant, ids)).map((row) => [row.exceptionId, row]));
    isMore = entries.length === size;
    for (const [i, { place, exceptionId }] of entries.entries()) {
      const row = rows.get(exceptionId);
      at = place;
      if (row !== undefined && fits(row, wanted)) found.push(row);
      if (found.length < perPage) continue;
      isMore ||= i < entries.length - 1;
      break;
    }
  }
  return { exceptions: found, ...(isMore && at !== undefined && { next: at }) };
}

type ByIds = (tenant: string, ids: readonly string[]) => Promise<ExceptionRow[]>;

/** True for a row that passes every filter. */
function fits(row: ExceptionRow, { state, rule, severity, assignee }: WantedExceptions): boolean {
  return (
    (state === undefined || (state === 'active' ? isActive(row) : row.state === state)) &&
    (rule === undefined || row.rule === rule) &&
    (severity === undefined || row.severity === severity) &&
    (assignee === undefined || row.assignee === assignee)
  );
}

/** Rows in order of detection: sort keys that begin so, and go on with the time and the id. */
interface List {
  readonly pk: string;
  readonly begins: `${Concern}#` | '';
}

/**
 * The lists that hold what is wanted, no exception in two of them. Open and assigned ones stand apart, and so do those about a unit and those it stands beside: who
 * wants both merges them.
 */
function listsOf(tenant: string, { state, epc }: WantedExceptions): List[] {
  if (epc !== undefined)
    return concerns.map((concern) => ({ pk: exceptionUnitKey(tenant, short(epc)).pk, begins: `${concern}#` }));
  const states = state === 'active' ? (['open', 'assigned'] as const) : [state ?? 'all'];
  return states.map((list) => ({ pk: exceptionStateKey(tenant, list, '').pk, begins: '' }));
}

async function page(
  db: DynamoDBDocumentClient,
  table: string,
  lists: readonly List[],
  after: string | undefined,
  limit: number,
) {
  const pages = await Promise.all(lists.map((list) => entriesOf(db, table, list, after, limit)));
  return pages
    .flat()
    .sort((a, b) => (a.place > b.place ? -1 : 1))
    .slice(0, limit);
}

/** Sort keys are looked for between these: times begin with a digit. */
const [BEFORE_TIMES, BEHIND_TIMES] = ['0', ':'];

async function entriesOf(
  db: DynamoDBDocumentClient,
  table: string,
  { pk, begins }: List,
  after: string | undefined,
  limit: number,
) {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
    ExpressionAttributeValues: {
      ':pk': pk,
      ':low': begins + BEFORE_TIMES,
      ':high': begins + (after ?? BEHIND_TIMES),
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit + 1, // `after` itself may be among them
  };
  const { Items = [] } = await db.send(new QueryCommand(query));
  return Items.map((item) => {
    const { sk, exceptionId } = v.parse(listed, item);
    return { place: sk.slice(begins.length), exceptionId };
  }).filter(({ place }) => place !== after);
}
