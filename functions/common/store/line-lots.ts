import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getLot } from './get-lot.ts';
import type { Lots } from './lots.ts';
import { putReport } from './put-report.ts';

/** Lots for whoever hears of lines: making, changing and releasing them stays out of such a function. */
export function lineLots(
  db: DynamoDBDocumentClient,
  table: string,
  deliveriesTable: string,
): Pick<Lots, 'get' | 'putReport'> {
  const here = { db, table, deliveriesTable };
  return {
    get: (...lot) => getLot(here, ...lot),
    putReport: (...report) => putReport(here, ...report),
  };
}
