import { setImmediate } from 'node:timers/promises';
import type { BatchWriteCommandInput, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { ATTEMPTS, pause } from './backoff.ts';

export type Row = Record<string, unknown>;
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Requests in flight at once: enough to hide latency, few enough not to be throttled for it. */
const LANES = 4;
const PER_WRITE = 25;
const PER_READ = 100;

/** Puts rows of which no two share a key. Sending the unprocessed ones again is safe: putting the same row twice changes nothing. */
export async function putRows(db: DynamoDBDocumentClient, table: string, rows: readonly Row[]): Promise<void> {
  await writeAll(
    db,
    table,
    rows.map((Item) => ({ PutRequest: { Item } })),
  );
}

/** Removes rows, no two alike. Sending the unprocessed ones again is safe: a row that is gone stays gone. */
export async function deleteRows(db: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<void> {
  await writeAll(
    db,
    table,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

type Write = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

async function writeAll(db: DynamoDBDocumentClient, table: string, writes: readonly Write[]): Promise<void> {
  await inLanes(chunksOf(writes, PER_WRITE), async (chunk) => {
    let left: BatchWriteCommandInput['RequestItems'] = { [table]: chunk };
    for (let attempt = 1; left !== undefined && Object.keys(left).length > 0; attempt++) {
      if (attempt > 1) await pauseOrGiveUp(attempt);
      left = (await db.send(new BatchWriteCommand({ RequestItems: left }))).UnprocessedItems;
    }
  });
}

/** The rows that exist among `keys` (no two alike), in no order, read consistently. `only` names the attributes to fetch. */
export async function getRows(
  db: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  only?: readonly string[],
): Promise<Row[]> {
  const names = only?.map((name, i) => [`#${i}`, name]);
  const projection = names && {
    ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
  const found = await inLanes(chunksOf(keys, PER_READ), async (chunk) => {
    const rows: Row[] = [];
    let left: readonly Row[] = chunk.map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > 1) await pauseOrGiveUp(attempt);
      const request = { Keys: [...left], ConsistentRead: true, ...projection };
      const { Responses, UnprocessedKeys } = await db.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
      rows.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return rows;
  });
  return found.flat();
}

/** Runs the work of every item, a few at a time; results in the order of the items. */
export async function inLanes<T, R>(items: readonly T[], work: (item: T) => Promise<R>, lanes = LANES): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (before: number) => {
    // Not all at once: what the first lane asks for is on its way while the second makes its request.
    for (let turn = 0; turn < before; turn++) await setImmediate();
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) results[i] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, (_, before) => lane(before)));
  return results;
}

/** Cuts a list into pieces of at most `size`. */
export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < items.length; i += size) chunks.push(items.slice(i, i + size));
  return chunks;
}

async function pauseOrGiveUp(attempt: number): Promise<void> {
  if (attempt > ATTEMPTS) throw new Error(`the table left work undone ${ATTEMPTS} times`);
  await pause(attempt);
}
