import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { getRows, inLanes } from './batches.ts';
import { exceptionUnitKey } from './exception-keys.ts';
import type { ExceptionRow } from './exception-row.ts';
import { short } from './index-rows.ts';

/** Whether a unit is what the exception is about, or stands beside that: its container, or what is in it. */
export const concerns = ['subject', 'beside'] as const;
export type Concern = (typeof concerns)[number];

/** The newest of one unit that are looked at. Beside a pallet there may be one for every pack that was ever on it. */
const MOST_OF_UNIT = 200;
const LANES = 16;

const exceptionOf = v.object({ exceptionId: v.string() });
const markOf = v.object({ pk: v.string() });

/**
 * Rows by which units find their exceptions: one for each exception, so that none grows, and a mark on the unit, so that one read tells of a
 * hundred units that there are none.
 */
export function unitRows(tenant: string, rows: readonly ExceptionRow[]): Record<string, unknown>[] {
  const marks = new Set(rows.flatMap(({ epcs }) => epcs.map(short)));
  return [
    ...[...marks].map((epc) => exceptionUnitKey(tenant, epc)),
    ...rows.flatMap(({ epcs, subject, detectedAt, exceptionId }) =>
      [...new Set(epcs)].map((epc) => {
        const concern: Concern = epc === subject ? 'subject' : 'beside';
        return { ...exceptionUnitKey(tenant, short(epc), `${concern}#${detectedAt}#${exceptionId}`), exceptionId };
      }),
    ),
  ];
}

/** Rows that `unitRows` makes of one exception at most. */
export const unitRowsOf = ({ epcs }: Pick<ExceptionRow, 'epcs'>): number => 2 * new Set(epcs).size;

/** Ids of exceptions that concern any of the units (canonical EPCs), of each unit and concern the newest 200. */
export async function idsOfUnits(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  epcs: readonly string[],
  asking: readonly Concern[],
): Promise<string[]> {
  const keys = [...new Set(epcs.map(short))].map((epc) => exceptionUnitKey(tenant, epc));
  const marks = (await getRows(db, table, keys)).map((row) => v.parse(markOf, row).pk);
  const asked = marks.flatMap((pk) => asking.map((concern) => ({ pk, concern })));
  const found = await inLanes(asked, ({ pk, concern }) => newest(db, table, pk, concern), LANES);
  return [...new Set(found.flat())];
}

async function newest(db: DynamoDBDocumentClient, table: string, pk: string, concern: Concern): Promise<string[]> {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :concern)',
    ExpressionAttributeValues: { ':pk': pk, ':concern': `${concern}#` },
    ScanIndexForward: false,
    ConsistentRead: true, // what was opened must be found by the check that follows
    Limit: MOST_OF_UNIT,
  };
  const { Items = [] } = await db.send(new QueryCommand(query));
  return Items.map((item) => v.parse(exceptionOf, item).exceptionId);
}
