import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type ExceptionRow, type ExceptionState, isActive } from './exception-row.ts';
import { exceptionStateKey } from './keys.ts';

/** Which exceptions are wanted; an absent filter fits all. */
export interface WantedExceptions {
  readonly state?: ExceptionState | 'active' | undefined;
  readonly rule?: string | undefined;
  readonly severity?: string | undefined;
  readonly assignee?: string | undefined;
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
    const entries = await page(db, table, tenant, wanted.state, at, size);
    read += entries.length;
    const ids = entries.map(({ exceptionId }) => exceptionId);
    const rows = new Map((await byIds(tenant, ids)).map((row) => [row.exceptionId, row]));
    isMore = entries.length === size;
    for (const [i, { sk, exceptionId }] of entries.entries()) {
      const row = rows.get(exceptionId);
      at = sk;
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
export function fits(row: ExceptionRow, { state, rule, severity, assignee }: WantedExceptions): boolean {
  return (
    (state === undefined || (state === 'active' ? isActive(row) : row.state === state)) &&
    (rule === undefined || row.rule === rule) &&
    (severity === undefined || row.severity === severity) &&
    (assignee === undefined || row.assignee === assignee)
  );
}

/** One page of the list of a state. Open and assigned ones stand in lists of their own; who wants both merges them. */
async function page(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  state: WantedExceptions['state'],
  after: string | undefined,
  limit: number,
) {
  const lists = state === 'active' ? (['open', 'assigned'] as const) : [state ?? 'all'];
  const pages = await Promise.all(lists.map((list) => entriesOf(db, table, tenant, list, after, limit)));
  return pages
    .flat()
    .sort((a, b) => (a.sk > b.sk ? -1 : 1))
    .slice(0, limit);
}

async function entriesOf(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  list: string,
  after: string | undefined,
  limit: number,
) {
  const query = {
    TableName: table,
    KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
    ExpressionAttributeValues: {
      ':pk': exceptionStateKey(tenant, list, '').pk,
      ...(after !== undefined && { ':after': after }),
    },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: limit,
  };
  return ((await db.send(new QueryCommand(query))).Items ?? []).map((item) => v.parse(listed, item));
}
