import type { Lot } from '#shared/messages/lots-api.ts';
import { newestOf } from '#shared/orders/revisions.ts';
import { lotKey } from './lot-keys.ts';
import type { updateExpression } from './update-expression.ts';

/**
 * An update of a lot as it was read. Two people may change one order at once, its site may tell a standing meanwhile, or two of them at
 * once, and its line may report: of all these the first is written, and the others are judged again by what it made.
 */
export function updateOfRead(table: string, tenant: string, lot: Lot, update: ReturnType<typeof updateExpression>) {
  const { gtin, lot: number, state, standing } = lot;
  const newest = newestOf(lot);
  const isNewest = newest === 1 ? '(attribute_not_exists(#revision) OR #revision = :newest)' : '#revision = :newest';
  const isLatest = standing === undefined ? 'attribute_not_exists(#standing)' : '#standing.#at = :latest';
  return {
    TableName: table,
    Key: lotKey(tenant, gtin, number),
    UpdateExpression: update.UpdateExpression,
    ConditionExpression: `attribute_exists(pk) AND ${isNewest} AND ${isLatest} AND #state = :read`,
    ExpressionAttributeNames: {
      ...update.ExpressionAttributeNames,
      '#revision': 'revision',
      '#standing': 'standing',
      '#state': 'state',
      ...(standing !== undefined && { '#at': 'at' }),
    },
    ExpressionAttributeValues: {
      ...update.ExpressionAttributeValues,
      ':newest': newest,
      ':read': state,
      ...(standing !== undefined && { ':latest': standing.at }),
    },
  };
}
