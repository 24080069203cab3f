import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiry } from './expiry.ts';
import { recallPlanKey, releaseKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

export type Releases = ReturnType<typeof releases>;

/** Releases and recalls that the planner has to look at: rows of the deliveries table, made by `lots.release` and `madeRecalls.create`. */
export function releases(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Says the same of a recall. */
    markRecallPlanned: (tenant: string, recallId: string, at: Date) =>
      mark(db, table, recallPlanKey(tenant, recallId), at),
    /** Says that everything the release makes due has its row. Repeating it is harmless. */
    markPlanned: (tenant: string, gtin: string, lot: string, at: Date) =>
      mark(db, table, releaseKey(tenant, gtin, lot), at),
  };
}

function mark(db: DynamoDBDocumentClient, table: string, Key: ReturnType<typeof releaseKey>, at: Date) {
  const update = new UpdateCommand({
    TableName: table,
    Key,
    ...updateExpression({ plannedAt: at.toISOString(), ...expiry(at) }, ['duePk', 'dueAt', 'wake']),
    ConditionExpression: 'attribute_exists(pk)', // a message may name what was never made
  });
  return wonOrLost(() => db.send(update), 'marked', 'unknown');
}
