import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { countRows } from './count-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerLineKey } from './network-keys.ts';
import { linePut } from './partner-rows.ts';

const stored = v.object({ sk: v.string(), deliveryId: v.string(), at: v.string() });

/** Who stands in a partner's line, and since when; ISO 8601. */
export interface InLine {
  readonly place: string;
  readonly deliveryId: string;
  readonly at: string;
}

export type PartnerLine = ReturnType<typeof partnerLine>;

/**
 * Those that wait at a partner's door, in the deliveries table. To most partners it has those that were turned away: whoever comes out calls the next. To those that take
 * documents in order it has all that are not settled.
 */
export function partnerLine(db: DynamoDBDocumentClient, table: string) {
  const queryOf = (tenant: string, partner: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partnerLineKey(tenant, partner, '').pk },
    ConsistentRead: true,
  });
  return {
    join: async (tenant: string, partner: string, { place, deliveryId }: Omit<InLine, 'at'>, at: Date) => {
      const { Put } = linePut(table, { tenant, partner, deliveryId }, place, at);
      await db.send(new PutCommand(Put));
    },
    /** The first of them, at most `count`. */
    first: async (tenant: string, partner: string, count: number): Promise<InLine[]> => {
      const { Items = [] } = await db.send(new QueryCommand({ ...queryOf(tenant, partner), Limit: count }));
      return Items.map((item) => {
        const { sk, deliveryId, at } = v.parse(stored, item);
        return { place: sk, deliveryId, at };
      });
    },
    /** Takes one out. Two may call the next at once: each calls whom it took out. */
    leave: (tenant: string, partner: string, place: string) => {
      const gone = new DeleteCommand({
        TableName: table,
        Key: partnerLineKey(tenant, partner, place),
        ConditionExpression: 'attribute_exists(pk)',
      });
      return wonOrLost(() => db.send(gone), 'left', 'gone');
    },
    /** How many there are. */
    count: (tenant: string, partner: string) => countRows(db, queryOf(tenant, partner)),
  };
}
