import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows } from './batches.ts';
import { serialRequestKey, serialRequestListKey } from './keys.ts';
import { type StoredBlock, storedBlock } from './serial-block-row.ts';
import type { Here } from './serial-pools-find.ts';

/** What requests are asked for by. All that is given must fit. */
export interface BlockFilter {
  readonly pool?: string | undefined;
  readonly site?: string | undefined;
  readonly line?: string | undefined;
  readonly order?: string | undefined;
  readonly partner?: string | undefined;
}

/** The lists a request stands in, the narrowest first. A line is looked for among the requests of its site, or of all. */
const kinds = ['order', 'partner', 'pool', 'site'] as const;

/** The lists of a request, by what and which. */
export const lists = (of: BlockFilter): [by: string, value: string][] => [
  ...kinds.flatMap((kind): [string, string][] => (of[kind] === undefined ? [] : [[kind, of[kind]]])),
  ['all', ''],
];

const listed = v.object({
  sk: v.string(),
  requestId: v.string(),
  pool: v.string(),
  site: v.string(),
  line: v.optional(v.string()),
  order: v.optional(v.string()),
  partner: v.optional(v.string()),
});
type Listed = v.InferOutput<typeof listed>;

/** Rows read for one page at most: a page may be short though another follows. */
const MOST_ROWS = 2_000;
const A_QUERY = 200;

export async function listBlocks(
  here: Here,
  tenant: string,
  filter: BlockFilter,
  limit: number,
  after?: string,
): Promise<{ blocks: StoredBlock[]; next?: string }> {
  const [[by, value] = ['all', '']] = lists(filter);
  const found: Listed[] = [];
  let place = after;
  for (let rows = 0; rows < MOST_ROWS; ) {
    const page = await readList(here, tenant, { by, value, after: place });
    for (const row of page.rows) {
      place = row.sk;
      if (fits(row, filter) && found.push(row) === limit) return finish(here, tenant, found, place);
    }
    rows += page.rows.length;
    if (!page.more) return finish(here, tenant, found);
  }
  return finish(here, tenant, found, place);
}

async function readList(
  { db, table }: Here,
  tenant: string,
  from: { by: string; value: string; after: string | undefined },
) {
  const { by, value, after } = from;
  const { Items = [], LastEvaluatedKey } = await db.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': serialRequestListKey(tenant, by, value, '').pk },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: A_QUERY,
      ...(after !== undefined && { ExclusiveStartKey: serialRequestListKey(tenant, by, value, after) }),
    }),
  );
  return { rows: Items.map((item) => v.parse(listed, item)), more: LastEvaluatedKey !== undefined };
}

const fits = (row: Listed, { pool, site, line, order, partner }: BlockFilter): boolean =>
  [
    [pool, row.pool],
    [site, row.site],
    [line, row.line],
    [order, row.order],
    [partner, row.partner],
  ].every(([wanted, own]) => wanted === undefined || wanted === own);

/** The rows behind the list, in its order. */
async function finish(here: Here, tenant: string, found: readonly Listed[], next?: string) {
  const keys = found.map(({ requestId }) => serialRequestKey(tenant, requestId));
  const rows = (await getRows(here.db, here.table, keys)).map((row) => v.parse(storedBlock, row));
  const byId = new Map(rows.map((row) => [row.requestId, row]));
  const blocks = found.flatMap(({ requestId }) => byId.get(requestId) ?? []);
  return { blocks, ...(next !== undefined && { next }) };
}
