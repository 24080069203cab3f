import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { exceptionEntry } from '#shared/messages/exceptions-api.ts';
import { exceptionHistoryKey } from './exception-keys.ts';
import type { ExceptionEntry, ExceptionRow } from './exception-row.ts';

/** Entries that stand in the exception itself: a page of exceptions carries them, and an item holds 400 kB. */
const IN_ROW = 50;
/** Entries that one change lays down at most: a transaction holds 100 writes. */
const AT_ONCE = 50;
/** Earlier entries that are told: an answer holds 6 MB. */
const MOST_TOLD = 1_000;

/**
 * The history of an exception with one entry more, and the rows of those entries that have no room in it any longer. They are written in the transaction of
 * the change, so that none is lost, nor stands in both; by its number an entry has one place.
 */
export function laidDown(
  table: string,
  tenant: string,
  { exceptionId, version, history: before }: ExceptionRow,
  entry: ExceptionEntry,
) {
  const history = [...before, entry];
  const out = history.slice(0, Math.min(AT_ONCE, Math.max(0, history.length - IN_ROW)));
  // Every change is an entry, and the version counts them.
  const first = version - before.length;
  const rows = out.map((one, i) => ({
    Put: { TableName: table, Item: { ...exceptionHistoryKey(tenant, exceptionId, first + i), ...one } },
  }));
  return { history: history.slice(out.length), rows };
}

/** Entries that were laid down, the oldest first: the newest 1,000 of them. */
export async function earlierEntries(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  { exceptionId, version, history }: ExceptionRow,
): Promise<ExceptionEntry[]> {
  const end = version - history.length;
  const entries: ExceptionEntry[] = [];
  for (let next = Math.max(0, end - MOST_TOLD); next < end; ) {
    const { pk, sk: from } = exceptionHistoryKey(tenant, exceptionId, next);
    const { sk: to } = exceptionHistoryKey(tenant, exceptionId, end - 1);
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
      ConsistentRead: true,
    });
    const { Items = [] } = await db.send(query);
    if (Items.length === 0) break;
    entries.push(...Items.map((item) => v.parse(exceptionEntry, item)));
    next += Items.length;
  }
  return entries;
}
