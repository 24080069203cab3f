import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { exceptionAnnounced } from './announced-exceptions.ts';
import { ATTEMPTS, pause } from './backoff.ts';
import { exceptionCaptureKey } from './exception-keys.ts';
import { type ExceptionRow, exceptionItem, listKey, tallyKey } from './exception-row.ts';
import { expiry } from './expiry.ts';
import { wonOrLost } from './lost-condition.ts';
import { unitRows, unitRowsOf } from './unit-exceptions.ts';

type Items = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** Writes of one transaction (Amazon DynamoDB, TransactWriteItems: 100). */
const MOST_WRITES = 100;

/**
 * Writes new exceptions, in as few transactions as hold them: with each its places in lists, its units and its count, so that counts are
 * exact. Answers those that somebody else wrote meanwhile: whoever comes second looks at them again.
 */
export async function openExceptions(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  rows: readonly ExceptionRow[],
): Promise<ExceptionRow[]> {
  const overtaken: ExceptionRow[] = [];
  for (const group of groups(rows)) {
    const TransactItems = opening(table, tenant, group);
    const won = await wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'opened', 'overtaken');
    if (won === 'overtaken') overtaken.push(...group);
  }
  return overtaken;
}

/** Going round again is safe: every round looks first at what is there, and writes what is not. */
export async function untilSettled<T>(open: readonly T[], round: (open: readonly T[]) => Promise<readonly T[]>) {
  let left = open;
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > ATTEMPTS) throw new Error(`exceptions were overtaken ${ATTEMPTS} times`);
    if (attempt > 1) await pause(attempt);
    left = await round(left);
  }
}

function groups(rows: readonly ExceptionRow[]): ExceptionRow[][] {
  const made: ExceptionRow[][] = [];
  let room = 0;
  for (const row of rows) {
    // Itself, two lists, what integrators are told, its units, and at worst a count and a capture of its own.
    const writes = 4 + unitRowsOf(row) + 2;
    const group = made.at(-1);
    if (group === undefined || writes > room) {
      made.push([row]);
      room = MOST_WRITES - writes;
    } else {
      group.push(row);
      room -= writes;
    }
  }
  return made;
}

function opening(table: string, tenant: string, rows: readonly ExceptionRow[]): Items {
  const tallies = new Map<string, { row: ExceptionRow; count: number }>();
  const captures = new Map<string, { row: ExceptionRow; count: number }>();
  for (const row of rows) {
    const tally = tallyKey(tenant, row).sk;
    tallies.set(tally, { row, count: (tallies.get(tally)?.count ?? 0) + 1 });
    captures.set(row.captureId, { row, count: (captures.get(row.captureId)?.count ?? 0) + 1 });
  }
  return [
    ...rows.flatMap((row) => itself(table, tenant, row)),
    ...unitRows(tenant, rows).map((Item) => ({ Put: { TableName: table, Item } })),
    ...[...tallies.values()].map(({ row, count }) => added(table, tallyKey(tenant, row), count)),
    ...[...captures.values()].map(({ row, count }) => capture(table, tenant, row, count)),
  ];
}

const itself = (table: string, tenant: string, row: ExceptionRow): Items => [
  {
    Put: {
      TableName: table,
      Item: exceptionItem(tenant, row),
      ConditionExpression: 'attribute_not_exists(pk)', // two workers may find the same contradiction at once: it is one exception
    },
  },
  ...(['all', row.state] as const).map((list) => listing(table, listKey(tenant, list, row), row)),
  exceptionAnnounced(table, tenant, row, row, { what: 'opened', at: row.detectedAt }),
];

/** Puts an exception into a list. */
export const listing = (table: string, key: Record<string, string>, { exceptionId }: ExceptionRow) => ({
  Put: { TableName: table, Item: { ...key, exceptionId } },
});

/** Adds to a number, from 0. */
export const added = (table: string, Key: Record<string, string>, by: number) => ({
  Update: {
    TableName: table,
    Key,
    UpdateExpression: 'ADD #n :by',
    ExpressionAttributeNames: { '#n': 'n' },
    ExpressionAttributeValues: { ':by': by },
  },
});

function capture(table: string, tenant: string, { captureId, detectedAt }: ExceptionRow, count: number) {
  const { Update } = added(table, exceptionCaptureKey(tenant, captureId), count);
  return {
    Update: {
      ...Update,
      UpdateExpression: `SET #ttl = :ttl ${Update.UpdateExpression}`,
      ExpressionAttributeNames: { ...Update.ExpressionAttributeNames, '#ttl': 'ttl' },
      ExpressionAttributeValues: { ...Update.ExpressionAttributeValues, ':ttl': expiry(new Date(detectedAt)).ttl },
    },
  };
}
