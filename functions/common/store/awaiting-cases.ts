import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { boundedRows } from './bounded-rows.ts';
import { type DeskCase, storedDeskCase } from './desk-case-row.ts';
import { deskCaseKey } from './network-keys.ts';

/** Pages of a megabyte that are read at most: cases are kept, and the newest are read first. */
const MOST_PAGES = 4;

export type AwaitingCases = ReturnType<typeof awaitingCases>;

/** Cases between companies that are not over, the newest first. */
export const awaitingCases =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string): Promise<{ cases: DeskCase[]; more: boolean }> => {
    const { rows, more } = await boundedRows(db, MOST_PAGES, {
      TableName: table,
      ScanIndexForward: false,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: 'NOT #state IN (:resolved, :withdrawn)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':pk': deskCaseKey(tenant, '').pk,
        ':resolved': 'resolved',
        ':withdrawn': 'withdrawn',
      },
    });
    return { cases: rows.map((row) => v.parse(storedDeskCase, row)), more };
  };
