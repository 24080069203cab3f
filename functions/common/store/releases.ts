import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
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
    /** Says that its planner has read the lot: who captures units of it later has them told himself. It stays due. Repeating it is harmless. */
    markRead: (tenant: string, gtin: string, lot: string, at: Date) =>
      update(db, table, releaseKey(tenant, gtin, lot), updateExpression({ plannedAt: at.toISOString() })),
    /** Says that everything the release makes due has its row. Repeating it is harmless. */
    markPlanned: (tenant: string, gtin: string, lot: string, at: Date) =>
      mark(db, table, releaseKey(tenant, gtin, lot), at),
    /** False while it is not known yet what the release makes due. True of one so old that its row is gone. */
    isPlanned: (tenant: string, gtin: string, lot: string) => isPlanned(db, table, releaseKey(tenant, gtin, lot)),
  };
}

async function isPlanned(db: DynamoDBDocumentClient, table: string, Key: ReturnType<typeof releaseKey>) {
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item === undefined || 'plannedAt' in Item;
}

function mark(db: DynamoDBDocumentClient, table: string, Key: ReturnType<typeof releaseKey>, at: Date) {
  const planned = { plannedAt: at.toISOString(), ...expiry(at) };
  return update(db, table, Key, updateExpression(planned, ['duePk', 'dueAt', 'wake']));
}

function update(
  db: DynamoDBDocumentClient,
  table: string,
  Key: ReturnType<typeof releaseKey>,
  change: ReturnType<typeof updateExpression>,
) {
  const ConditionExpression = 'attribute_exists(pk)'; // a message may name what was never made
  const command = new UpdateCommand({ TableName: table, Key, ...change, ConditionExpression });
  return wonOrLost(() => db.send(command), 'marked', 'unknown');
}
