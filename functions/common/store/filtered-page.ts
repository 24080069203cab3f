import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Row } from './batches.ts';

/** Which rows of a partition are wanted. */
export interface FilteredRows {
  readonly table: string;
  readonly pk: string;
  /** Only sort keys that begin so. */
  readonly begins?: string | undefined;
  /** The value that each attribute must have, or one of several, 100 at most; a dot leads into a member, and what is absent fits all. */
  readonly fits: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly limit: number;
  /** Sort key of the last one seen. */
  readonly after?: string | undefined;
  /** From the highest sort key on. */
  readonly descending?: boolean;
}

/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;
/** Rows one request reads at least where a filter may pass most of them over: twice as many each time, as long as it does. */
const LEAST_READ = 100;
const MOST_AT_ONCE = 3_200;

const withKey = v.looseObject({ sk: v.string() });

/** One page of rows by sort key. `next` is given as `after`; a page may be short, or empty, and still have a next. */
export async function filteredPage(
  db: DynamoDBDocumentClient,
  wanted: FilteredRows,
): Promise<{ rows: Row[]; next?: string }> {
  const { limit } = wanted;
  const found: (Row & { sk: string })[] = [];
  let { after } = wanted;
  for (let read = 0, least = LEAST_READ; found.length < limit && read < MOST_READ; least = twice(least)) {
    const left = Math.min(least, MOST_READ - read);
    const query = new QueryCommand(queryOf({ ...wanted, limit: limit - found.length, after }, left));
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(query);
    read += ScannedCount;
    found.push(...Items.map((item) => v.parse(withKey, item)));
    after = LastEvaluatedKey && v.parse(withKey, LastEvaluatedKey).sk;
    if (after === undefined) break;
  }
  const rows = found.slice(0, limit);
  const next = found.length > limit ? rows.at(-1)?.sk : after;
  return { rows, ...(next !== undefined && { next }) };
}

const twice = (least: number) => Math.min(2 * least, MOST_AT_ONCE);

/** @param least rows that are read at least, where a filter may pass most of them over */
function queryOf({ table, pk, begins, fits, limit, after, descending = false }: FilteredRows, least: number) {
  const filters = Object.entries(fits).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat()] as const],
  );
  const parts = filters.flatMap(([name]) => name.split('.'));
  const pathOf = (name: string) =>
    name
      .split('.')
      .map((part) => `#${part}`)
      .join('.');
  return {
    TableName: table,
    KeyConditionExpression: begins === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :begins)',
    ScanIndexForward: !descending,
    Limit: filters.length === 0 ? limit : Math.max(limit, least),
    ...(filters.length > 0 && {
      FilterExpression: filters
        .map(([name, values], i) => `${pathOf(name)} IN (${values.map((_, j) => `:${i}of${j}`).join(', ')})`)
        .join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(parts.map((part) => [`#${part}`, part])),
    }),
    ExpressionAttributeValues: {
      ':pk': pk,
      ...(begins !== undefined && { ':begins': begins }),
      ...Object.fromEntries(filters.flatMap(([, values], i) => values.map((value, j) => [`:${i}of${j}`, value]))),
    },
    ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
  };
}
