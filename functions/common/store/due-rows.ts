import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { dueIndex, duePartition, watchedPartition } from './due.ts';
import { wonOrLost } from './lost-condition.ts';

const storedDueRow = v.object({
  pk: v.string(),
  sk: v.string(),
  dueAt: v.string(),
  /** Absent in a row that does not say so legibly: one such row must not hide the others. */
  wake: v.fallback(
    v.optional(
      v.object({
        queue: v.picklist([
          'capture',
          'plan',
          'regulator',
          'partner',
          'subscription',
          'serial-file',
          'refill',
          'import',
          'nmvs',
          'vrs',
          'notice',
          'dscsa',
          'as2',
          'announcement',
          'desk',
          'inbound',
          'sftp-fetch',
        ]),
        message: v.string(),
      }),
    ),
    undefined,
  ),
});

/** Work that nobody took up in time: which queue wakes it, with which message. */
export type DueRow = v.InferOutput<typeof storedDueRow>;

export type DueRows = ReturnType<typeof dueRows>;

/** The due index of the deliveries table; what its rows are about is no business of this file. */
export function dueRows(db: DynamoDBDocumentClient, table: string) {
  return {
    /** A tenant's overdue rows, the longest overdue first, at most `limit`. */
    overdue: async (tenant: string, at: Date, limit: number): Promise<DueRow[]> => {
      const overdueIn = async (duePk: string): Promise<DueRow[]> => {
        const query = new QueryCommand({
          TableName: table,
          IndexName: dueIndex,
          KeyConditionExpression: 'duePk = :due AND dueAt <= :at',
          ExpressionAttributeValues: { ':due': duePk, ':at': at.toISOString() },
          Limit: limit,
        });
        return ((await db.send(query)).Items ?? []).map((item) => v.parse(storedDueRow, item));
      };
      const rows = await Promise.all([duePartition(tenant), watchedPartition(tenant)].map(overdueIn));
      return rows
        .flat()
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)))
        .slice(0, limit);
    },

    /** Looks at the row again later. */
    pushOn: ({ pk, sk, dueAt }: DueRow, to: Date) => {
      const update = new UpdateCommand({
        TableName: table,
        Key: { pk, sk },
        UpdateExpression: 'SET dueAt = :to',
        ConditionExpression: 'dueAt = :seen', // whoever took the work up meanwhile has set its own time, or none: that stands
        ExpressionAttributeValues: { ':to': to.toISOString(), ':seen': dueAt },
      });
      return wonOrLost(() => db.send(update), 'pushed', 'taken-up');
    },
  };
}
