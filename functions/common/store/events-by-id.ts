import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { inLanes, type Row } from './batches.ts';
import { inOrder, type Positioned } from './declared-events.ts';
import { ERROR, EVENT, itemKey, itemOf, readItems } from './event-items.ts';
import type { Filing } from './index-rows.ts';

/** Events by id, each with every declaration about it, in event-time order. */
export const eventsById =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, ids: readonly string[]): Promise<Positioned[]> => {
    const found = await readItems(
      db,
      table,
      ids.flatMap((id) => [EVENT, ERROR].map((item) => itemKey(tenant, id, item))),
    );
    const declared = new Set(found.filter(({ item }) => item === ERROR).map(({ stored }) => stored.eventId));
    const later = await inLanes([...declared], (id) => laterDeclarations(db, table, tenant, id));
    return inOrder([...found, ...later.flat()]);
  };

/** All declarations of an event but the first. There may be more than one page of them. */
async function laterDeclarations(db: DynamoDBDocumentClient, table: string, tenant: string, id: string) {
  const { pk, sk } = itemKey(tenant, id, `${ERROR}#`);
  const found: Filing[] = [];
  let from: Row | undefined;
  do {
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    };
    const { Items = [], LastEvaluatedKey } = await db.send(new QueryCommand(query));
    found.push(...Items.map(itemOf));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}
