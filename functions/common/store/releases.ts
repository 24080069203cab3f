import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expiry } from './expiry.ts';
import { releaseKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { updateExpression } from './update-expression.ts';

export type Releases = ReturnType<typeof releases>;

/** Released lots that the planner has to look at: rows of the deliveries table, made by `lots.release`. */
export function releases(db: DynamoDBDocumentClient, table: string) {
  return {
    /** Says that everything the release makes due has its row. Repeating it is harmless. */
    markPlanned: (tenant: string, gtin: string, lot: string, at: Date) => {
      const update = new UpdateCommand({
        TableName: table,
        Key: releaseKey(tenant, gtin, lot),
        ...updateExpression({ plannedAt: at.toISOString(), ...expiry(at) }, ['duePk', 'dueAt', 'wake']),
        ConditionExpression: 'attribute_exists(pk)', // a message may name a release that was never made
      });
      return wonOrLost(() => db.send(update), 'marked', 'unknown');
    },
  };
}
