import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { heldRanges, sizeOf, trimmed, within } from '#shared/serials/block-counters.ts';
import type { Pool } from '#shared/serials/pool.ts';
import { freeRangeKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { type FreeRange, freeRangeOf, freeRangeRow, padded } from './serial-block-row.ts';
import type { Here } from './serial-pools-find.ts';

/** How long numbers rest that came back, in ms: a line that was cut off for a shift still tells of those it used before they are drawn again. */
export const REST_MS = 24 * 3_600_000;
/** Used numbers that are taken out of a range at once: each may cut it in two, and a transaction has 100 rows. */
export const MOST_DROPPED = 90;

const A_QUERY = 200;
/** Rows looked at for one that has rested. Behind them the counter of the pool moves, which is always right. */
const MOST_ROWS = 2_000;

/** The key of a pool that draws now. Pools without keys have one generation. */
export const generationNow = (pool: Pool): number =>
  'generations' in pool ? (pool.generations.at(-1)?.generation ?? 1) : 1;

/** What came back under an older key is not drawn again: keys are changed because others may know them. */
export async function freeRange(
  { db, table }: Here,
  tenant: string,
  pool: Pool,
  count: number,
  at: Date,
): Promise<FreeRange | undefined> {
  const generation = generationNow(pool);
  const { pk, sk } = freeRangeKey(tenant, pool.id, generation, padded(count));
  const rested = new Date(at.getTime() - REST_MS).toISOString();
  let after: Record<string, unknown> | undefined;
  for (let rows = 0; rows < MOST_ROWS; rows += A_QUERY) {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk >= :sk',
        FilterExpression: 'attribute_not_exists(returnedAt) OR returnedAt <= :rested',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk, ':rested': rested },
        ConsistentRead: true,
        Limit: A_QUERY,
        ...(after && { ExclusiveStartKey: after }),
      }),
    );
    const [found] = page.Items ?? [];
    if (found !== undefined) return freeRangeOf(found, generation);
    after = page.LastEvaluatedKey;
    if (after === undefined) return undefined;
  }
  return undefined;
}

/** The write that takes a range as it was read off the list of those that may be drawn. */
export const takeOff = (table: string, tenant: string, pool: string, { generation, at, returnedAt }: FreeRange) => ({
  Delete: {
    TableName: table,
    Key: freeRangeKey(tenant, pool, generation, at),
    // Two may want the same range at once, and the first may even have given it back since: the second looks for another.
    ConditionExpression: `attribute_exists(pk) AND (${returnedAt === '' ? 'attribute_not_exists(returnedAt) OR ' : ''}returnedAt = :returnedAt)`,
    ExpressionAttributeValues: { ':returnedAt': returnedAt },
  },
});

/** Takes counters out of a range for ever; `moved` when another drew from it. @param used at most {@link MOST_DROPPED} */
export function dropUsed(
  { db, table }: Here,
  tenant: string,
  pool: string,
  free: FreeRange,
  used: readonly number[],
): Promise<'changed' | 'moved'> {
  const { at: _, first: _first, last: _last, skips, ...of } = free;
  const singles = used.map((counter) => ({ first: counter, last: counter }));
  const left = heldRanges(free, singles).flatMap((range) => trimmed(within({ skips }, range)) ?? []);
  const TransactItems = [
    takeOff(table, tenant, pool, free),
    ...left.map((range) => ({
      Put: { TableName: table, Item: freeRangeRow(tenant, pool, { ...of, ...range }, sizeOf(range)) },
    })),
  ];
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'changed', 'moved');
}
