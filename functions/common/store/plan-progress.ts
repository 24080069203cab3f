import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { captureJobKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

const stored = v.object({ plannedUpTo: v.optional(v.number(), 0) });

export type PlanProgress = ReturnType<typeof planProgress>;

/** How far the planner came with a capture job: an attribute of the job's row, so that a plan that was cut off goes on where it was. */
export function planProgress(db: DynamoDBDocumentClient, table: string) {
  return {
    /** How many of the job's events are planned, in document order. */
    reached: async (tenant: string, captureId: string): Promise<number> => {
      const Key = captureJobKey(tenant, captureId);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return v.parse(stored, Item ?? {}).plannedUpTo;
    },

    /** Remembers that so many are planned, and has `sweep` wake the planner for the rest from `dueAt` on. */
    note: (tenant: string, captureId: string, plannedUpTo: number, dueAt: Date) => {
      const update = new UpdateCommand({
        TableName: table,
        Key: captureJobKey(tenant, captureId),
        ...updateExpression({ plannedUpTo, dueAt: dueAt.toISOString() }),
        // Two planners may be at it: once one has finished nothing is due, and who came further stands.
        ConditionExpression:
          'attribute_exists(duePk) AND (attribute_not_exists(plannedUpTo) OR plannedUpTo < :plannedUpTo)',
      });
      return wonOrLost(() => db.send(update), 'noted', 'overtaken');
    },
  };
}
